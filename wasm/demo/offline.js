// The service worker of the served form. It keeps the form's files and answers with them, so that the page opens
// without a network. A page that is built anew has another version and so another cache. It takes the old one's place when
// no page of the old version is open any more, so that a page never gets another version's files.
const ours = `ntk demo at ${registration.scope}, version `; // other pages of the same origin have caches too
const cacheName = ours + 'VERSION';
const files = ['./', ...'FILES'.split(' ')];

addEventListener('install', (event) => {
  const fresh = files.map((file) => new Request(file, { cache: 'reload' })); // the browser may have kept those of the old version
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(fresh)));
});

const old = (name) => name.startsWith(ours) && name !== cacheName;
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener('fetch', (event) => {
  const kept = caches.open(cacheName).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(kept.then((answer) => answer ?? fetch(event.request)));
});
