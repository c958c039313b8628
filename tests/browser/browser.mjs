// The demo in a real Chromium, opened from disk, driven as a reader would: all parts in one browser. A part alone:
//   PAGE=build/wasm/demo/index.html SCREENSHOTS=build/screenshots NTK=build/release/pipeline/ntk node tests/browser/playground.mjs
import './page.mjs';
import './playground.mjs';
import './add-a-layer.mjs';
import './your-data.mjs';
import './verify.mjs';
