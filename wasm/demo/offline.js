// The service worker of the served form. It keeps the form's files and answers with them, so that the page opens
// without a network. A page that is built anew has another version and so another cache; the old one is deleted.
const version = 'VERSION';
const files = ['./', ...'FILES'.split(' ')];

addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(version)
      .then((cache) => cache.addAll(files))
      .then(() => skipWaiting()),
  );
});

const ofOthers = (name) => name !== version;
addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(ofOthers).map((name) => caches.delete(name)))));
});

addEventListener('fetch', (event) => {
  const kept = caches.open(version).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(kept.then((answer) => answer ?? fetch(event.request)));
});
