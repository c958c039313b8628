// The demo in a real Chromium, opened from disk, driven as a reader would: all parts in one browser.
import './page.mjs';
import './experiment.mjs';
import './playground.mjs';
import './alive.mjs';
import './add-a-layer.mjs';
import './your-data.mjs';
import './verify.mjs';
import './products.mjs';
import './keep.mjs';
import './figures.mjs';
