import { expect, test } from '@playwright/test';
import { becomes, newcomer, openAs, signIn, uniqueTitle } from './support.js';

test('an invitation is seen at once, and taken', async ({ page, browser }) => {
  const email = `${uniqueTitle('genodigde').replaceAll(/\W+/g, '.')}@example.org`;
  await signIn(page, 'manager', '/beheer');
  await expect(page.getByRole('heading', { level: 1, name: 'Beheer' })).toBeVisible();
  const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link invitation { id } } }`;
  const partnership = await page.request.post('/graphql', {
    data: { query: '{ viewer { mandates { partnership { id } organisation { id } } } }' },
  });
  const [mandate] = (
    (await partnership.json()) as {
      data: { viewer: { mandates: { partnership: { id: string }; organisation: { id: string } }[] } };
    }
  ).data.viewer.mandates;
  const answer = await page.request.post('/graphql', {
    data: {
      query: invite,
      variables: {
        input: {
          ...{ partnershipId: mandate!.partnership.id, email, role: 'READER' },
          organisation: { organisationId: mandate!.organisation.id },
        },
      },
    },
  });
  const { data } = (await answer.json()) as { data: { inviteMember: { link: string } } };
  // The open invitation is on the manager's screen the moment it is made.
  await expect(page.getByText(email)).toBeVisible();

  const guest = await (await browser.newContext()).newPage();
  await becomes(guest, await newcomer());
  await guest.goto(new URL(data.inviteMember.link).pathname + new URL(data.inviteMember.link).hash);
  await guest.getByRole('button', { name: 'Aanvaard de uitnodiging' }).click();
  await expect(guest.getByRole('button', { name: 'Aanvaard de uitnodiging' })).toBeHidden();
  await expect(page.getByText(email)).toBeHidden();
  await guest.context().close();
});

test('a mandate withdrawn on the screen ends what the other sees within five seconds', async ({ page, browser }) => {
  const other = await openAs(browser, 'auditor');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.locator('body')).toContainText('Midwest-Oost');
  await signIn(page, 'manager', '/beheer');
  const name = 'Marc Verhelst';
  await page
    .getByRole('button', { name: `Menu van ${name}` })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Trek de toegang in' }).click();
  await page.getByRole('button', { name: 'Trek in', exact: true }).click();
  await expect(page.getByText(`${name} heeft hier geen toegang meer`).first()).toBeVisible();
  await expect(other.locator('body')).not.toContainText('Midwest-Oost', { timeout: 5_000 });
  await other.context().close();
});
