// The demo in a real Chromium, opened from disk, driven as a reader would: all parts in one browser. A part alone:
//   PAGE=build/wasm/demo/index.html SCREENSHOTS=build/screenshots node tests/browser/playground.mjs
import './page.mjs';
import './playground.mjs';
import './verify.mjs';
