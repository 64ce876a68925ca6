import { expect, test } from '@playwright/test';
import { inspect, openAs } from './support.js';

test('messages on a device are offered, shown, and lead to what they are about', async ({ browser }) => {
  const page = await openAs(browser, 'officer', '/meldingen');
  const origin = new URL(page.url()).origin;
  await page.context().grantPermissions(['notifications'], { origin });
  await page.getByRole('button', { name: 'Wanneer krijg je mail?' }).click();
  const part = page.getByRole('region', { name: 'Op je toestellen' });
  await expect(part).toContainText('Nog op geen enkel toestel.');
  await expect(part.getByRole('button', { name: 'Zet aan op dit toestel' })).toBeVisible();
  // Nobody was asked anything by opening the screen.
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await inspect(page, 'toestellen', 'breed')).toEqual([]);

  const starting = page.context().waitForEvent('serviceworker');
  const line = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await line.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });
  const [worker, registrationId] = [await starting, await registered];
  const data = JSON.stringify({
    title: 'Je kreeg deze taak',
    body: 'T-0001 Tolk',
    url: '/taken?weergave=lijst',
    tag: 'x',
  });
  await line.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  const shown = () =>
    page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body }) => `${title}: ${body}`),
    );
  await expect.poll(shown).toEqual(['Je kreeg deze taak: T-0001 Tolk']);
  // What the worker says when it is pressed; pressing it is up to the system around the browser.
  await worker.evaluate(async () => {
    const { clients } = self as unknown as {
      clients: { matchAll(o: object): Promise<{ postMessage(m: object): void }[]> };
    };
    for (const open of await clients.matchAll({ type: 'window' })) open.postMessage({ open: '/taken?weergave=lijst' });
  });
  await expect(page).toHaveURL(/\/taken\?weergave=lijst$/);
  await page.context().close();
});

test('a browser that refuses is told so plainly', async ({ browser }) => {
  const page = await openAs(browser, 'officer', '/meldingen');
  await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  await page.reload();
  await page.getByRole('button', { name: 'Wanneer krijg je mail?' }).click();
  const part = page.getByRole('region', { name: 'Op je toestellen' });
  await expect(part).toContainText('Je browser weigert berichten van Samenregie.');
  await expect(part.getByRole('button', { name: 'Zet aan op dit toestel' })).toHaveCount(0);
  await page.context().close();
});
