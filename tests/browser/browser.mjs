// Tests all parts of the demo in one real Chromium. The page is opened from disk and driven as a reader would drive it. Then the
// npm package.
import './page.mjs';
import './experiment.mjs';
import './playground.mjs';
import './alive.mjs';
import './add-a-layer.mjs';
import './narrow.mjs';
import './your-data.mjs';
import './verify.mjs';
import './products.mjs';
import './keep.mjs';
import './figures.mjs';
import './any_order.mjs';
import './package.mjs';
