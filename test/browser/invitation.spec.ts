import { expect, type Page, test } from '@playwright/test';
import { ask, asOwner, becomes, inspect, newcomer, openAs, partnershipOf, sizes, uniqueTitle } from './support.js';

const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link invitation { id } } }`;
const mandates = `{ viewer { mandates { organisation { id } } } }`;
const withdraw = `mutation ($input: WithdrawInvitationInput!) { withdrawInvitation(input: $input) { invitation { id } } }`;

interface Invited {
  id: string;
  /** Path and token of the link. */
  path: string;
}

/** An invitation by the manager of the page, with everything an invitation can hold. */
async function inviteBy(manager: Page, more: object = {}): Promise<Invited> {
  const { viewer } = await ask<{ viewer: { mandates: { organisation: { id: string } }[] } }>(manager, mandates);
  const { inviteMember } = await ask<{ inviteMember: { link: string; invitation: { id: string } } }>(manager, invite, {
    input: {
      ...{ partnershipId: await partnershipOf(manager), role: 'READER', displayName: 'Lotte Claes' },
      email: `${uniqueTitle('genodigde').replaceAll(/\W+/g, '.')}@example.org`,
      organisation: { organisationId: viewer.mandates[0]?.organisation.id },
      ...{
        policyDomains: ['HOUSING', 'EDUCATION'],
        decidedBy: 'College van 3 november 2026',
        validUntil: '2031-12-31',
      },
      ...more,
    },
  });
  const { pathname, hash } = new URL(inviteMember.link);
  return { id: inviteMember.invitation.id, path: pathname + hash };
}

/** The page of an invitation in a window of its own, as somebody or as nobody, looked at wide and on a phone. */
async function look(page: Page, path: string, name: string, text: RegExp | string): Promise<void> {
  for (const size of ['breed', 'telefoon'] as const) {
    await page.setViewportSize(sizes[size]);
    await page.goto('about:blank');
    await page.goto(path);
    await expect(page.locator('main')).toContainText(text);
    expect(await inspect(page, name, size)).toEqual([]);
  }
}

test('an invitation tells what is offered, and is accepted with the keyboard alone', async ({ page, browser }) => {
  const manager = await openAs(browser, 'manager');
  const { path } = await inviteBy(manager);
  const invited = await newcomer();
  await look(page, path, 'uitnodiging', 'College van 3 november 2026');
  // The token leaves the address at once, and is still there after signing in.
  expect(page.url()).not.toContain('#');
  await page.getByRole('link', { name: 'Aanmelden' }).press('Enter');
  await page.locator(`[data-persona="${invited}"]`).press('Enter');
  await expect(page.getByText('Je aanvaardt als', { exact: false })).toBeVisible();
  for (const size of ['breed', 'telefoon'] as const) {
    await page.setViewportSize(sizes[size]);
    expect(await inspect(page, 'uitnodiging-aangemeld', size)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Aanvaard de uitnodiging' }).press('Enter');
  await expect(page.getByTestId('connection')).toHaveText(/^(Live|Alleen lezen)$/);
  await expect(page.locator('body')).toContainText('Midwest-Oost');
  await page.context().clearCookies();
  await look(page, path, 'uitnodiging-gebruikt', 'Deze uitnodiging is al aanvaard');
  await expect(page.getByRole('button', { name: 'Aanvaard de uitnodiging' })).toHaveCount(0);
  await manager.context().close();
});

test('an invitation that is over says why, and one that never was says nothing', async ({ page, browser }) => {
  const manager = await openAs(browser, 'manager');
  const withdrawn = await inviteBy(manager);
  await ask(manager, withdraw, { input: { id: withdrawn.id } });
  await look(page, withdrawn.path, 'uitnodiging-ingetrokken', 'Deze uitnodiging is ingetrokken');
  const old = await inviteBy(manager);
  await asOwner(`update access.invitations set expires_at = now() - interval '1 minute' where withdrawn_at is null`);
  await look(page, old.path, 'uitnodiging-verlopen', 'Deze uitnodiging is verlopen');
  const unknown = `${withdrawn.path.slice(0, -4)}AAAA`;
  await look(page, unknown, 'uitnodiging-onbekend', 'Deze uitnodiging bestaat niet (meer)');
  await expect(page.locator('body')).not.toContainText('Midwest-Oost');
  await manager.context().close();
});

test('an invitation for somebody else is refused in words, and leads to who it is for', async ({ page, browser }) => {
  const manager = await openAs(browser, 'manager');
  const { path } = await inviteBy(manager, { role: 'MANAGER' });
  // Nobody can give a role to themselves.
  await becomes(page, 'manager');
  await page.goto(path);
  await page.getByRole('button', { name: 'Aanvaard de uitnodiging' }).click();
  await expect(page.getByRole('alert')).toContainText('die je zelf verstuurde');
  for (const size of ['breed', 'telefoon'] as const) {
    await page.setViewportSize(sizes[size]);
    expect(await inspect(page, 'uitnodiging-van-jezelf', size)).toEqual([]);
  }
  // Somebody who has this role already gets it no second time.
  const double = await inviteBy(manager, { role: 'OFFICER' });
  await becomes(page, 'officer');
  await page.goto('about:blank');
  await page.goto(double.path);
  await page.getByRole('button', { name: 'Aanvaard de uitnodiging' }).click();
  await expect(page.getByRole('alert')).toContainText('Je hebt deze rol al');
  // Whoever is not meant signs out, and the invitation is still there for who signs in next.
  await page.getByRole('button', { name: 'Ik ben iemand anders' }).press('Enter');
  await expect(page.getByText('Meld je eerst aan.', { exact: false })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Uitnodiging voor');
  await manager.context().close();
});
