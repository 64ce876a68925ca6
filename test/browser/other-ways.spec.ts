import { expect, test, type Page } from '@playwright/test';
import { startProxy, type Proxy } from './proxy.js';
import { ask, cardIn, makeTask, openAs, picture, uniqueTitle } from './support.js';

const board = '/taken?weergave=bord';
const move = `mutation ($input: MoveTaskInput!) { moveTask(input: $input) { task { id } } }`;
const moveTo = (page: Page, { id, version }: { id: string; version: number }, status: string) =>
  ask(page, move, { input: { id, expectedVersion: version, status } });

/** A page whose browser knows no other way out than the proxy. */
async function behind(proxy: Proxy, browser: Parameters<typeof openAs>[0]): Promise<Page> {
  const context = await browser.newContext({ proxy: { server: proxy.url, bypass: '<-loopback>' } });
  const page = await context.newPage();
  await page.goto(board);
  await page.getByRole('link', { name: 'Meld je aan' }).click();
  await page.locator('[data-persona="official-pittem"]').click();
  return page;
}

test('where no WebSocket comes through the board is live by another way, and says so', async ({ browser }) => {
  test.setTimeout(180_000);
  const proxy = await startProxy();
  const officer = await openAs(browser, 'officer', board);
  const official = await behind(proxy, browser);
  const mark = official.getByTestId('connection');
  await expect(mark).toHaveText('Live via een omweg', { timeout: 40_000 });
  expect(proxy.streamed).toBeGreaterThan(0);
  await official.mouse.move(1, 1);
  const title = uniqueTitle('Langs een omweg');
  const task = await makeTask(officer, title);
  await expect(cardIn(official, 'TODO', title)).toBeVisible();
  await moveTo(officer, task, 'BUSY');
  await expect(cardIn(official, 'BUSY', title)).toBeVisible();
  await picture(official, 'omweg');

  // The other way is shut too: the page asks by itself, every twenty seconds.
  proxy.streams = false;
  await official.context().setOffline(true);
  await expect(mark).toHaveText('Geen verbinding');
  await official.context().setOffline(false);
  await expect(mark).toHaveText('Wordt elke 20 seconden ververst', { timeout: 60_000 });
  const asked = uniqueTitle('Opgevraagd');
  await makeTask(officer, asked);
  await expect(cardIn(official, 'TODO', asked)).toBeVisible({ timeout: 30_000 });

  // Somebody opens the door again: the page finds out by itself.
  proxy.streams = true;
  proxy.sockets = true;
  await expect(mark).toHaveText('Live', { timeout: 100_000 });
  const last = uniqueTitle('Weer rechtstreeks');
  await makeTask(officer, last);
  await expect(cardIn(official, 'TODO', last)).toBeVisible();
  await officer.context().close();
  await official.context().close();
  await proxy.stop();
});

test('a place in the log that is gone: the screen is fetched again and nothing is lost', async ({ browser }) => {
  const officer = await openAs(browser, 'officer', board);
  const context = await browser.newContext();
  const page = await context.newPage();
  const line = { spoilt: false, refused: 0, cut: (): void => undefined };
  await page.routeWebSocket('**/graphql', (socket) => {
    const server = socket.connectToServer();
    line.cut = () => void socket.close({ code: 1012 });
    socket.onMessage((text) => {
      // As if the page had been away for longer than the log remembers.
      const spoilt = line.spoilt ? String(text).replace(/"after":"[^"]+"/u, '"after":"lang geleden"') : String(text);
      if (spoilt !== text) line.spoilt = false;
      server.send(spoilt);
    });
    server.onMessage((text) => {
      if (String(text).includes('RESYNC_REQUIRED')) line.refused += 1;
      socket.send(text);
    });
  });
  await page.goto(board);
  await page.getByRole('link', { name: 'Meld je aan' }).click();
  await page.locator('[data-persona="official-pittem"]').click();
  await expect(page.getByTestId('connection')).toHaveText('Live');
  await page.mouse.move(1, 1);
  const kept = uniqueTitle('Van voor de storing');
  const task = await makeTask(officer, kept);
  await expect(cardIn(page, 'TODO', kept)).toBeVisible();

  await context.setOffline(true);
  await expect(page.getByTestId('connection')).toHaveText('Geen verbinding');
  line.spoilt = true;
  await moveTo(officer, task, 'BUSY');
  const missed = uniqueTitle('Tijdens de storing');
  await makeTask(officer, missed);
  await context.setOffline(false);
  line.cut();
  await expect(cardIn(page, 'BUSY', kept)).toBeVisible();
  await expect(cardIn(page, 'TODO', missed)).toHaveCount(1);
  expect(line.refused).toBe(1);
  const after = uniqueTitle('Na de storing');
  await makeTask(officer, after);
  await expect(cardIn(page, 'TODO', after)).toBeVisible();
  await officer.context().close();
  await context.close();
});
