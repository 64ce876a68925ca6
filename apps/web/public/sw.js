/* global crypto, self, TextEncoder */
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

// The browser got another address: the server replaces the old one. What does not reach it now, the app says when it opens.
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription: before, newSubscription }) {
  const { pushManager } = self.registration;
  const applicationServerKey = before?.options?.applicationServerKey;
  const now =
    newSubscription ??
    (await pushManager.getSubscription()) ??
    (applicationServerKey && (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })));
  if (!before || !now) return;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(new URL(before.endpoint).href));
  const fingerprint = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { endpoint, keys } = now.toJSON();
  await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation Renew($input: RenewPushDeviceInput!) { renewPushDevice(input: $input) { devices { id } } }',
      variables: { input: { fingerprint, endpoint, p256dh: keys.p256dh, auth: keys.auth } },
    }),
  });
}

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
