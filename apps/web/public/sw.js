/* global self */
// Shows what waits on a person on a device where they switched that on, and opens it. Keeps nothing and serves no page.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let message = {};
  try {
    message = event.data?.json() ?? {};
  } catch {
    // Not ours: browsers want to see something shown all the same.
  }
  const { title = 'Samenregie', body = '', url = '/meldingen', tag, lang = 'nl-BE' } = message;
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, icon: '/favicon.svg', data: { url } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const wanted = new URL(event.notification.data?.url ?? '/', self.location.origin);
  if (wanted.origin !== self.location.origin) return;
  const path = wanted.pathname + wanted.search;
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
      const open = windows.find(({ focused }) => focused) ?? windows[0];
      if (!open) return self.clients.openWindow(path);
      open.postMessage({ open: path });
      return open.focus();
    })(),
  );
});
