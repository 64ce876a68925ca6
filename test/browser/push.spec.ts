import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { ask, inspect, openAs, uniqueTitle } from './support.js';

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

test('a browser stays one device at its new address, and is none once its person signed out', async ({ browser }) => {
  const page = await openAs(browser, 'officer', '/meldingen');
  const mine = async () => {
    const { viewer } = await ask<{ viewer: { pushDevices: { name: string; fingerprint: string }[] } }>(
      page,
      '{ viewer { pushDevices { name fingerprint } } }',
    );
    return viewer.pushDevices.filter(({ name }) => name === device).map(({ fingerprint }) => fingerprint);
  };
  const device = uniqueTitle('Telefoon');
  const address = (path: string) => `https://push.example.org/${device.replaceAll(' ', '-')}/${path}`;
  const fingerprint = (path: string) => createHash('sha256').update(address(path)).digest('hex');
  const keys = { p256dh: Buffer.alloc(65, 7).toString('base64url'), auth: Buffer.alloc(16, 7).toString('base64url') };
  await ask(page, `mutation ($input: AddPushDeviceInput!) { addPushDevice(input: $input) { devices { id } } }`, {
    input: { endpoint: address('old'), ...keys, name: device },
  });
  // No push service is reached from here: the browser is given an address, and all around it is real.
  const [worker] = await Promise.all([
    page.context().waitForEvent('serviceworker'),
    page.evaluate(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    }),
  ]);
  const subscription = ({ endpoint, known }: { endpoint: string; known?: string }) => {
    if (known) localStorage.setItem('samenregie.device', known);
    PushManager.prototype.getSubscription = () =>
      Promise.resolve(
        localStorage.getItem('test.off')
          ? null
          : ({
              endpoint,
              getKey: (name: string) => new Uint8Array(name === 'auth' ? 16 : 65).fill(7).buffer,
              unsubscribe: () => {
                localStorage.setItem('test.off', 'yes');
                return Promise.resolve(true);
              },
            } as unknown as PushSubscription),
      );
  };
  await page.addInitScript(subscription, { endpoint: address('new'), known: fingerprint('old') });
  await page.reload();
  await expect.poll(mine).toEqual([fingerprint('new')]);

  // The browser renews it with no window open: its worker says so.
  await worker.evaluate(
    async ({ before, after, keys: both }) => {
      const event = new Event('pushsubscriptionchange') as Event & Record<string, unknown>;
      const work: Promise<unknown>[] = [];
      Object.assign(event, {
        oldSubscription: { endpoint: before },
        newSubscription: { toJSON: () => ({ endpoint: after, keys: both }) },
        waitUntil: (one: Promise<unknown>) => work.push(one),
      });
      self.dispatchEvent(event);
      await Promise.all(work);
    },
    { before: address('new'), after: address('newer'), keys },
  );
  expect(await mine()).toEqual([fingerprint('newer')]);

  const elsewhere = await openAs(browser, 'officer');
  await page.locator('.user-name').click();
  await page.getByRole('menuitem', { name: 'Meld je af' }).click();
  await expect(page.getByRole('heading', { name: 'Welkom bij Samenregie' })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('test.off'))).toBe('yes');
  const { viewer } = await ask<{ viewer: { pushDevices: { name: string }[] } }>(
    elsewhere,
    '{ viewer { pushDevices { name } } }',
  );
  expect(viewer.pushDevices.map(({ name }) => name)).not.toContain(device);
  await page.context().close();
  await elsewhere.context().close();
});
