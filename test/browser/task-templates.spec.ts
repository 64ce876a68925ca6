import { expect, test } from '@playwright/test';
import { ask, inspect, makeTask, openAs, phone, uniqueTitle } from './support.js';

test('a task is kept as a template, which fills a new task of somebody else without losing what was typed', async ({
  browser,
}) => {
  const manager = await openAs(browser, 'manager');
  const title = uniqueTitle('Raadsnota');
  await makeTask(manager, title, {
    description: 'Nota en ontwerp.',
    checklist: ['Ontwerp', 'Advies'],
    priority: 'HIGH',
  });
  const officer = await openAs(browser, 'officer', '/taken?weergave=lijst&zoek=Pittem');
  await officer.keyboard.press('n');
  const form = officer.getByRole('dialog', { name: 'Nieuwe taak' });
  await form.getByLabel('Titel').fill('Nota voor Pittem');

  await manager.goto(`/taken?weergave=lijst&zoek=${encodeURIComponent(title)}`);
  await manager
    .getByRole('row', { name: new RegExp(title) })
    .getByRole('button', { name: /Menu|Meer|acties/i })
    .last()
    .focus();
  await manager.keyboard.press('Enter');
  await manager.getByRole('menuitem', { name: 'Bewaar als sjabloon…' }).press('Enter');
  const keeping = manager.getByRole('dialog', { name: 'Bewaar als sjabloon…' });
  await expect(keeping.getByLabel('Stappen')).toHaveValue('Ontwerp\nAdvies');
  await keeping.getByLabel('Klaar na hoeveel dagen?').fill('twee');
  await keeping.getByRole('button', { name: 'Bewaar het sjabloon' }).click();
  await expect(keeping.getByRole('alert').first()).toContainText('Geef een geheel aantal dagen');
  const flaws = await inspect(manager, 'sjabloon-bewaren', 'breed');
  await keeping.getByLabel('Klaar na hoeveel dagen?').fill('-14');
  await keeping.getByRole('button', { name: 'Bewaar het sjabloon' }).click();
  await expect(manager.getByText(`Het sjabloon “${title}” is bewaard.`)).toBeVisible();

  // Offered at once where a task is being written; what stands there stays.
  await form.getByRole('button', { name: /Uit een sjabloon$/ }).click();
  await officer.getByRole('option', { name: title }).click();
  await expect(form.getByLabel('Titel')).toHaveValue('Nota voor Pittem');
  await expect(form.getByLabel('Stappen')).toHaveValue('Ontwerp\nAdvies');
  await form.getByRole('spinbutton', { name: /^dag, Gerekend vanaf/ }).click();
  await officer.keyboard.type('15032099');
  await expect(form.getByRole('spinbutton', { name: /^dag, Tegen/ })).toHaveText('01');
  flaws.push(...(await inspect(officer, 'taak-uit-sjabloon', 'breed')));
  await form.getByRole('button', { name: 'Maak de taak' }).click();
  await expect(form).toBeHidden();
  await officer.getByRole('link', { name: 'Nota voor Pittem' }).click();
  const panel = officer.getByRole('region', { name: /Nota voor Pittem/ });
  await expect(panel.getByRole('checkbox', { name: 'Advies' })).toBeVisible();
  await officer.keyboard.press('Escape');

  // Managers keep the list; others look at it.
  await officer.getByRole('button', { name: 'Lijst', exact: true }).click();
  await officer.getByRole('menuitem', { name: 'Sjablonen voor taken' }).click();
  const list = officer.getByRole('dialog', { name: /^Sjablonen van/ });
  await expect(list.getByText('Stuurgroep voorbereiden')).toBeVisible();
  await expect(list.getByRole('button', { name: /^Neem sjabloon weg/ })).toHaveCount(0);
  await manager.getByRole('button', { name: 'Lijst', exact: true }).click();
  await manager.getByRole('menuitem', { name: 'Sjablonen voor taken' }).click();
  const kept = manager.getByRole('dialog', { name: /^Sjablonen van/ });
  flaws.push(...(await inspect(manager, 'sjablonen', 'breed')));
  await kept.getByRole('button', { name: `Wijzig ${title}` }).press('Enter');
  const edited = manager.getByRole('dialog', { name: 'Wijzig het sjabloon' });
  await edited.getByLabel('Titel').fill(`${title} bis`);
  await edited.getByRole('button', { name: 'Bewaar het sjabloon' }).click();
  await expect(list.getByText(`${title} bis`)).toBeVisible();
  await kept.getByRole('button', { name: `Neem sjabloon weg: ${title} bis` }).click();
  await expect(list.getByText(`${title} bis`)).toHaveCount(0);

  const onPhone = await openAs(browser, 'manager', '/taken?zoek=Pittem', { viewport: phone });
  await onPhone.getByRole('button', { name: 'Nieuwe taak' }).last().click();
  await expect(onPhone.getByRole('button', { name: /Uit een sjabloon$/ })).toBeVisible();
  flaws.push(...(await inspect(onPhone, 'taak-uit-sjabloon', 'telefoon')));
  expect(flaws).toEqual([]);
  for (const page of [manager, officer, onPhone]) await page.context().close();
});

const FOUND = `mutation ($input: CreatePartnershipInput!) { createPartnership(input: $input) { partnership { id } } }`;
const PLACES = `query { a: searchMunicipalities(text: "Avelgem", first: 1) { municipality { id } }
  b: searchMunicipalities(text: "Zwevegem", first: 1) { municipality { id } } }`;

test('a partnership that starts takes over steps of its first year, and skips one with a reason', async ({
  browser,
}) => {
  const manager = await openAs(browser, 'manager-taalgrens', '/samenwerking');
  // The example stands half-way.
  await manager.getByRole('link', { name: 'Pad van het eerste jaar' }).click();
  await expect(manager.getByRole('heading', { level: 1, name: 'Pad van het eerste jaar' })).toBeVisible();
  await expect(manager.getByText(/te kiezen, 3 overgenomen, 1 overgeslagen/)).toBeVisible();
  await expect(manager.locator('[data-step="STAFF_MOBILITY"]')).toContainText('Reden: Onze gemeenten liggen in twee');
  const flaws = await inspect(manager, 'pad-eerste-jaar', 'breed');

  // A new one has no tasks: its board leads to the path.
  const places = await ask<Record<'a' | 'b', { municipality: { id: string } }[]>>(manager, PLACES);
  const [first, second] = [places.a[0]!.municipality.id, places.b[0]!.municipality.id];
  const { createPartnership } = await ask<{ createPartnership: { partnership: { id: string } } }>(manager, FOUND, {
    input: {
      ...{ name: uniqueTitle('Samen aan de Schelde'), legalFormCode: 'INTERLOCAL_ASSOCIATION' },
      ...{ managingMunicipalityId: first, memberMunicipalityIds: [first, second] },
    },
  });
  const home = `/samenwerking/${encodeURIComponent(createPartnership.partnership.id)}`;
  await manager.goto(home);
  await manager.getByRole('link', { name: 'Open taken', exact: true }).click();
  flaws.push(...(await inspect(manager, 'leeg-bord', 'breed')));
  await manager.getByRole('link', { name: 'Begin met het pad van het eerste jaar' }).click();
  const status = manager.getByText(/te kiezen, \d+ overgenomen/);
  await expect(status).toContainText('0 overgenomen, 0 overgeslagen');
  const other = await openAs(browser, 'manager-taalgrens', home);
  await other.getByRole('link', { name: 'Pad van het eerste jaar' }).click();

  // With a subsidy there are more; all dates count from the day that is chosen.
  const steps = other.locator('[data-step]');
  await expect(steps).toHaveCount(17);
  await manager.getByText('We vragen een subsidie aan').click();
  await expect(steps).toHaveCount(20);
  await manager.getByRole('spinbutton', { name: /^dag, Start van het jaar/ }).click();
  await manager.keyboard.type(`0401${String(new Date().getFullYear() + 1)}`);
  await expect(manager.locator('[data-step="COUNCILS"]')).toContainText('5 mrt');

  // By the keyboard: two steps become tasks, which others see at once.
  for (const code of ['AGREEMENT', 'COUNCILS']) {
    await manager.locator(`[data-step="${code}"]`).getByRole('checkbox').focus();
    await manager.keyboard.press('Space');
  }
  await other.locator('[data-step="COUNCILS"]').getByRole('checkbox').press('Space');
  await manager.getByRole('button', { name: 'Neem 2 stappen over' }).focus();
  await manager.keyboard.press('Enter');
  await expect(manager.getByText('2 taken gemaakt.')).toBeVisible();
  await expect(other.locator('[data-step="COUNCILS"]')).toContainText('Overgenomen');
  // Somebody else was first: nothing is left to take over there.
  await other.getByRole('button', { name: 'Neem over' }).press('Enter');
  await expect(other.getByText('Vink ten minste één stap aan.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Neem over' })).toBeFocused();

  await manager
    .locator('[data-step="OPEN_UP_OFFER"]')
    .getByRole('button', { name: /^Sla over/ })
    .click();
  const dialog = manager.getByRole('dialog', { name: 'Sla deze stap over' });
  await dialog.getByRole('button', { name: 'Sla over' }).click();
  await expect(dialog.getByText('Vul dit veld in.')).toBeVisible();
  flaws.push(...(await inspect(manager, 'stap-overslaan', 'breed')));
  await dialog.getByLabel('Waarom doen jullie dit niet?').fill('Doet de eerstelijnszone al.');
  await dialog.getByRole('button', { name: 'Sla over' }).click();
  await expect(status).toContainText('2 overgenomen, 1 overgeslagen');
  await expect(other.locator('[data-step="OPEN_UP_OFFER"]')).toContainText('Reden: Doet de eerstelijnszone al.');
  await other
    .locator('[data-step="OPEN_UP_OFFER"]')
    .getByRole('button', { name: /^Stel opnieuw voor/ })
    .click();
  await expect(status).toContainText('2 overgenomen, 0 overgeslagen');

  await manager
    .locator('[data-step="AGREEMENT"]')
    .getByRole('link', { name: /^T-\d+/ })
    .click();
  const task = manager.getByRole('region', { name: /negen verplichte bepalingen/ });
  await expect(task).toContainText('Waarom: De overeenkomst van een interlokale vereniging');

  const onPhone = await openAs(browser, 'manager-taalgrens', home, { viewport: phone });
  await onPhone.getByRole('link', { name: 'Pad van het eerste jaar' }).click();
  await expect(onPhone.locator('[data-step]').first()).toBeVisible();
  flaws.push(...(await inspect(onPhone, 'pad-eerste-jaar', 'telefoon')));

  // What cannot be fetched says so, and can be asked again; who answers from outside has no path.
  let broken = true;
  const later = await openAs(browser, 'manager-taalgrens', '/account');
  await later.route('**/graphql', (route) =>
    broken && route.request().postData()?.includes('query StarterPath')
      ? route.fulfill({ json: { errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] } })
      : route.continue(),
  );
  await later.goto('/samenwerking/pad');
  await expect(later.getByRole('heading', { name: 'Het pad ophalen lukt niet' })).toBeVisible();
  broken = false;
  await later.getByRole('button', { name: 'Probeer opnieuw' }).click();
  await expect(later.locator('[data-step]').first()).toBeVisible();
  const away = await openAs(browser, 'fedasil', '/samenwerking/pad');
  await expect(away.getByRole('heading', { name: 'Je hebt hier geen toegang' })).toBeVisible();
  expect(flaws).toEqual([]);
  for (const page of [manager, other, onPhone, later, away]) await page.context().close();
});
