import { expect, type Page, test } from '@playwright/test';
import { becomes, inspect, settled, sizes, watchPolicy } from './support.js';

// Screens do not touch each other: workers share them.
test.describe.configure({ mode: 'parallel' });

interface Screen {
  name: string;
  persona: string | null;
  address: string;
  /** What to do before looking. */
  before?: (page: Page) => Promise<void>;
}

const screens: Screen[] = [
  { name: 'aanmelden', persona: null, address: '/' },
  { name: 'vandaag', persona: 'officer', address: '/' },
  { name: 'vandaag-partnerinstantie', persona: 'fedasil', address: '/' },
  { name: 'bord', persona: 'officer', address: '/taken?weergave=bord' },
  { name: 'lijst', persona: 'official-ardooie', address: '/taken?weergave=lijst' },
  { name: 'kalender', persona: 'officer', address: '/taken?weergave=kalender' },
  { name: 'kalender-leeg', persona: 'officer', address: '/taken?weergave=kalender&zoek=xyzzyplugh' },
  { name: 'tijdlijn', persona: 'officer', address: '/taken?weergave=tijdlijn' },
  { name: 'archief', persona: 'officer', address: '/taken?archief=ja' },
  {
    name: 'weergaven',
    persona: 'officer',
    address: '/taken?weergave=lijst',
    before: async (page) => {
      await page.getByRole('button', { name: 'Weergaven' }).click();
      await page.getByRole('menuitem', { name: 'Bewaar deze weergave' }).click();
    },
  },
  {
    name: 'importeren',
    persona: 'officer',
    address: '/taken?weergave=lijst',
    before: async (page) => {
      await page.getByRole('button', { name: 'Lijst', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Importeer taken' }).click();
    },
  },
  { name: 'bord-zonder-resultaat', persona: 'officer', address: '/taken?zoek=xyzzyplugh' },
  { name: 'taak', persona: 'officer', address: '/taken', before: openFirstTask },
  { name: 'taak-alleen-lezen', persona: 'fedasil', address: '/taken?weergave=lijst', before: openFirstTask },
  { name: 'verzoeken', persona: 'officer', address: '/verzoeken' },
  { name: 'verzoeken-leeg', persona: 'officer', address: '/verzoeken?zoek=xyzzyplugh' },
  { name: 'vragen-aan-ons', persona: 'fedasil', address: '/verzoeken' },
  {
    name: 'verzoek',
    persona: 'officer',
    address: '/verzoeken?zoek=Bezettingsprognose',
    before: openFirstRequest,
  },
  { name: 'verzoek-beantwoorden', persona: 'fedasil', address: '/verzoeken', before: openFirstRequest },
  { name: 'verzoek-bestaat-niet', persona: 'officer', address: '/verzoeken/2020-999' },
  { name: 'nieuw-verzoek', persona: 'official-ardooie', address: '/verzoeken/nieuw' },
  { name: 'nieuw-verzoek-nakijken', persona: 'official-ardooie', address: '/verzoeken/nieuw', before: fillInRequest },
  {
    name: 'antwoordtijden',
    persona: 'officer',
    address: '/samenwerking',
    before: (page) => page.getByRole('tab', { name: 'Antwoordtijden' }).click(),
  },
  { name: 'samenwerkingsverband', persona: 'manager', address: '/samenwerking' },
  {
    name: 'gemeenten',
    persona: 'manager',
    address: '/samenwerking',
    before: (page) => page.getByRole('tab', { name: 'Gemeenten' }).click(),
  },
  {
    name: 'dagen-wijzigen',
    persona: 'manager',
    address: '/samenwerking',
    before: (page) => page.getByRole('button', { name: 'Wijzig dagen' }).first().click(),
  },
  { name: 'nieuw-samenwerkingsverband', persona: 'manager', address: '/samenwerking/nieuw' },
  ...['leden', 'rollen', 'koppelingen', 'logboek', 'toegankelijkheid'].map((tab) => ({
    ...{ name: `beheer-${tab}`, persona: 'manager', address: `/beheer?onderdeel=${tab}` },
    before: (page: Page) => expect(page.getByRole('tab', { selected: true })).toBeVisible(),
  })),
  { name: 'kies-voor-wie', persona: 'two-hats', address: '/' },
  { name: 'mijn-account', persona: 'officer', address: '/account' },
  {
    name: 'mijn-logboek',
    persona: 'officer',
    address: '/account',
    before: async (page) => {
      await page.getByRole('button', { name: 'Mijn logboek' }).click();
      await expect(page.locator('.log-line').first()).toBeVisible();
    },
  },
  { name: 'meldingen', persona: 'officer', address: '/meldingen' },
  {
    name: 'meldingen-instellingen',
    persona: 'manager',
    address: '/meldingen',
    before: async (page) => {
      await page.getByRole('button', { name: 'Wanneer krijg je mail?' }).click();
      await expect(page.getByText('Dagen zonder mail').first()).toBeVisible();
    },
  },
  { name: 'meer', persona: 'officer', address: '/meer' },
  { name: 'nieuwe-taak', persona: 'officer', address: '/taken', before: async (page) => page.keyboard.press('n') },
  { name: 'toetsen', persona: 'officer', address: '/', before: async (page) => page.keyboard.press('?') },
  {
    name: 'zoeken',
    persona: 'official-ardooie',
    address: '/',
    before: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('tolken');
      await expect(page.getByRole('searchbox', { name: 'Zoek in alles wat je mag zien' })).toHaveValue('tolken');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  { name: 'toegankelijkheid', persona: null, address: '/toegankelijkheid' },
  { name: 'bestaat-niet', persona: 'officer', address: '/bestaat-niet' },
];

async function openFirstTask(page: Page): Promise<void> {
  const first = page
    .locator('[data-column] a[data-task], [data-column] [role="row"], [data-column] .task-card-open')
    .first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.task')).toBeVisible();
}

async function openFirstRequest(page: Page): Promise<void> {
  await page.locator('[data-request]').first().click();
  await expect(page.locator('.request-head')).toBeVisible();
}

/** The last step of the wizard, with what a draft holds: typed on this device, not sent. */
async function fillInRequest(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Volgende', exact: true });
  if ((await next.count()) > 0) {
    await page.getByLabel('Wat vraag je, in één zin?').fill('Tolken op de infoavond');
    await page.getByLabel('Leg uit wat je nodig hebt').fill('Voor ongeveer veertig bezoekers.');
    await next.click();
    await page.getByRole('button', { name: /Aan welke instantie/ }).click();
    await page.keyboard.type('Fedasil');
    await page.getByRole('option').first().click();
    await next.click();
    await expect(page.getByRole('heading', { name: 'En als er niets komt?' })).toBeVisible();
    await next.click();
    await expect(page.getByRole('heading', { name: /Stuur je stukken mee/ })).toBeVisible();
    await next.click();
  }
  await expect(page.getByRole('button', { name: 'Bewaar als concept' })).toBeVisible();
}

async function open(page: Page, { address, before }: Screen): Promise<void> {
  await page.goto(address);
  await expect(page.locator('main h1')).toBeVisible();
  await settled(page);
  await before?.(page);
}

for (const screen of screens) {
  test(`${screen.name}: axe finds nothing by light and by dark, the policy refuses nothing, and it fits 320 px`, async ({
    page,
  }) => {
    const refused = await watchPolicy(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (screen.persona) await becomes(page, screen.persona);
    const found: string[] = [];
    for (const size of ['breed', 'telefoon'] as const) {
      await page.setViewportSize(sizes[size]);
      // A window made narrow shows what a phone does; where time counts only what has to be opened by hand is opened again.
      if (size === 'breed' || screen.before || !process.env.CI) await open(page, screen);
      found.push(...(await inspect(page, screen.name, size)));
    }
    expect(found).toEqual([]);
    expect(refused).toEqual([]);
  });
}
