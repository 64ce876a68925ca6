import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, toGlobalId } from '#libs/kernel';
import { Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

interface Member {
  mandate: { id: string; role: string; version: number; validUntil: string | null; organisation: { name: string } };
  person: { id: string; displayName: string };
  email: string | null;
  lastActiveOn: string | null;
  state: string;
}
interface Access {
  viewerMayManage: boolean;
  mailConfigured: boolean;
  members: Member[];
  invitations: { id: string; email: string; state: string; acceptedBy: { displayName: string } | null }[];
  roles: { role: string; capabilities: string[]; sees: { subject: string; extent: string }[] }[];
  organisations: { organisation: { name: string; kind: string }; validFrom: string; validUntil: string | null }[];
}

const ACCESS = `query ($id: ID!) { partnershipAccess(partnershipId: $id) {
  viewerMayManage mailConfigured
  members { mandate { id role version validUntil policyDomains decidedBy organisation { name } } person { id displayName }
            email lastActiveOn state withdrawalReason }
  invitations { id email state acceptedBy { displayName } }
  roles { role capabilities sees { subject extent } organisationKinds }
  organisations { organisation { name kind } validFrom validUntil }
} }`;
const INVITE = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link invitation { id state } } }`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  partnershipId partnershipName mandate { id role organisation { name } } } }`;
const OFFER = `query ($token: String!) { invitation(token: $token) {
  partnershipName organisationName role validUntil invitedBy state } }`;
const CHANGE = `mutation ($input: ChangeMandateInput!) { changeMandate(input: $input) { mandate { id role version validUntil } } }`;
const WITHDRAW = `mutation ($input: WithdrawMandateInput!) { withdrawMandate(input: $input) { mandate { id version } } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { partnershipEvents(partnershipId: $id, after: $after) { type sequence subject { __typename id } } }`;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const accessFor = async (client: Client): Promise<Access> =>
  (await client.get<{ partnershipAccess: Access }>(ACCESS, { id: stage.partnershipId })).partnershipAccess;
const tokenIn = (link: string): string => new URL(link).hash.slice(1);
const invite = async (client: Client, input: Record<string, unknown>) => {
  const { inviteMember } = await client.get<{ inviteMember: { link: string; invitation: { id: string } } }>(INVITE, {
    input: { partnershipId: stage.partnershipId, role: 'MEMBER', ...input },
  });
  return { ...inviteMember, token: tokenIn(inviteMember.link) };
};
/** Somebody who works for nobody yet. */
const newcomer = async (name: string): Promise<Client> => {
  await stage.world.rows(
    `insert into access.accounts (id, display_name, email, persona, created_at) values ($1, $2, $3, $4, now())`,
    [newId(), `Persoon ${name}`, `${name}@example.org`, null],
  );
  const [account] = await stage.world.rows<{ id: string }>(`select id from access.accounts where email = $1`, [
    `${name}@example.org`,
  ]);
  return new Client(stage.api.url, await session(account!.id));
};
/** A session as sign-in would make it, for somebody without an organisation. */
const session = async (accountId: string): Promise<string> => {
  const token = newId().replaceAll('-', '').padEnd(43, 'x');
  await stage.world.rows(
    `insert into access.sessions (id, token_hash, account_id, kind, created_at, last_used_at, expires_at)
     values ($1, sha256(convert_to($2, 'UTF8')), $3, 'BEARER', now(), now(), now() + interval '1 hour')`,
    [newId(), token, accountId],
  );
  return token;
};
/** A stream from this moment on, which misses nothing however long it takes to open. */
const follow = async (client: Client) => {
  const { partnership } = await client.get<{ partnership: { eventCursor: string } }>(
    `query ($id: ID!) { partnership(id: $id) { eventCursor } }`,
    { id: stage.partnershipId },
  );
  return client.subscribe<{ partnershipEvents: { type: string; subject: { __typename: string } | null } }>(EVENTS, {
    id: stage.partnershipId,
    after: partnership.eventCursor,
  });
};
const memberOf = (access: Access, name: string): Member =>
  access.members.find(({ person }) => person.displayName === `Persoon ${name}`)!;

describe('who takes part', () => {
  it('is for managers and auditors', async () => {
    const access = await accessFor(await stage.as('manager'));
    expect(access).toMatchObject({ viewerMayManage: true, mailConfigured: false });
    expect(access.members.map(({ mandate, state }) => [mandate.role, state])).toEqual([
      ['MANAGER', 'ACTIVE'],
      ['OFFICER', 'ACTIVE'],
      ['MEMBER', 'ACTIVE'],
      ['COORDINATOR', 'ACTIVE'],
      ['READER', 'ACTIVE'],
      ['ANSWERER', 'ACTIVE'],
      ['ANSWERER', 'ACTIVE'],
    ]);
    expect(memberOf(access, 'manager')).toMatchObject({
      email: 'manager@example.org',
      lastActiveOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
    });
    expect(memberOf(access, 'reader').lastActiveOn).toBeNull();
    expect(access.organisations.map(({ organisation }) => organisation.name)).toEqual(
      expect.arrayContaining(['Wielsbeke', 'Pittem', 'Fedasil']),
    );
  });

  it.each(['officer', 'member', 'reader', 'coordinator', 'fedasil', 'outsider'] as const)(
    'is as if it did not exist for %s',
    async (persona) => {
      const client = await stage.as(persona);
      const real = await client.ask(ACCESS, { id: stage.partnershipId });
      const unknown = await client.ask(ACCESS, { id: toGlobalId('Partnership', newId()) });
      expect(real).toEqual(unknown);
      expect(real).toEqual({ data: { partnershipAccess: null } });
    },
  );

  it('says what each role may do and see, from the policy in force', async () => {
    const { roles } = await accessFor(await stage.as('manager'));
    const of = (role: string) => roles.find((found) => found.role === role)!;
    expect(of('MANAGER').capabilities).toEqual(expect.arrayContaining(['members.manage', 'members.read']));
    expect(of('READER').capabilities).not.toContain('members.read');
    expect(of('MANAGER').sees).toContainEqual({ subject: 'access.invitations', extent: 'EVERYTHING' });
    expect(of('READER').sees).toContainEqual({ subject: 'coordination.tasks', extent: 'EVERYTHING' });
    expect(of('READER').sees.map(({ subject }) => subject)).not.toContain('access.invitations');
    expect(of('ANSWERER').sees).toContainEqual({ subject: 'coordination.tasks', extent: 'SHARED' });
    expect(of('ANSWERER').sees.filter(({ extent }) => extent === 'EVERYTHING')).toEqual([]);
  });
});

describe('an invitation', () => {
  it('gives organisation, participation and mandate in one step, and tells those who look on', async () => {
    const manager = await stage.as('manager');
    const stream = await follow(await stage.as('reader'));
    const asked = { email: 'An@Mesen.example', organisation: { municipalityId: stage.municipalities.mesen } };
    const { token } = await invite(manager, { ...asked, validUntil: '2999-12-31', decidedBy: 'College van 3 maart' });
    const nobody = new Client(stage.api.url);
    expect(await nobody.get(OFFER, { token })).toEqual({
      invitation: {
        partnershipName: 'Samen Midwest',
        organisationName: 'Mesen',
        role: 'MEMBER',
        validUntil: '2999-12-31',
        invitedBy: 'Persoon manager',
        state: 'OPEN',
      },
    });
    const an = await newcomer('an');
    expect(await an.get(`{ partnerships { totalCount } }`)).toEqual({ partnerships: { totalCount: 0 } });
    const accepted = await an.get<{ acceptInvitation: object }>(ACCEPT, { input: { token } });
    expect(accepted.acceptInvitation).toMatchObject({
      partnershipId: stage.partnershipId,
      partnershipName: 'Samen Midwest',
      mandate: { role: 'MEMBER', organisation: { name: 'Mesen' } },
    });
    expect(await an.get(`{ partnerships { totalCount } }`)).toEqual({ partnerships: { totalCount: 1 } });
    const access = await accessFor(manager);
    expect(memberOf(access, 'an')).toMatchObject({ state: 'ACTIVE', mandate: { validUntil: '2999-12-31' } });
    // The address of the invitation need not be that of the account; the manager sees who it was.
    expect(access.invitations.find(({ email }) => email === 'An@Mesen.example')).toMatchObject({
      state: 'ACCEPTED',
      acceptedBy: { displayName: 'Persoon an' },
    });
    await stream.atLeast(3);
    expect(stream.received.map(({ partnershipEvents: { type, subject } }) => [type, subject?.__typename])).toEqual([
      // What was offered to whom is for managers.
      ['MEMBER_INVITED', undefined],
      ['INVITATION_ACCEPTED', undefined],
      ['MANDATE_GRANTED', 'Mandate'],
    ]);
  });

  it('works once', async () => {
    const manager = await stage.as('manager');
    const { token } = await invite(manager, {
      email: 'bart@example.net',
      organisation: { kind: 'ASSOCIATION', name: 'VVSG' },
      role: 'READER',
    });
    const [bart, other] = [await newcomer('bart'), await newcomer('bert')];
    const answers = await Promise.all([bart, other].map((client) => client.ask(ACCEPT, { input: { token } })));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['INVITATION_USED', 'ok']);
  });

  it('is over when it was withdrawn, sent again or is too old', async () => {
    const manager = await stage.as('manager');
    const organisation = { kind: 'REGION', name: 'Midwest' };
    const carla = await newcomer('carla');
    const first = await invite(manager, { email: 'carla@example.net', organisation });
    const again = await manager.get<{ resendInvitation: { link: string } }>(
      `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { link } }`,
      { input: { id: first.invitation.id } },
    );
    expect((await carla.refusal(ACCEPT, { input: { token: first.token } })).extensions.code).toBe('NOT_FOUND');
    await stage.world.rows(`update access.invitations set expires_at = now() - interval '1 second' where email = $1`, [
      'carla@example.net',
    ]);
    const token = tokenIn(again.resendInvitation.link);
    expect((await carla.refusal(ACCEPT, { input: { token } })).extensions.code).toBe('INVITATION_OVER');
    expect(await carla.get(OFFER, { token })).toMatchObject({ invitation: { state: 'EXPIRED' } });
    const withdraw = `mutation ($input: WithdrawInvitationInput!) { withdrawInvitation(input: $input) { invitation { state } } }`;
    expect(await manager.get(withdraw, { input: { id: first.invitation.id } })).toEqual({
      withdrawInvitation: { invitation: { state: 'WITHDRAWN' } },
    });
    expect((await carla.refusal(ACCEPT, { input: { token } })).extensions.code).toBe('INVITATION_OVER');
    expect((await manager.refusal(withdraw, { input: { id: first.invitation.id } })).extensions.code).toBe(
      'INVITATION_OVER',
    );
  });

  it('cannot be accepted by who sent it, nor twice for the same role', async () => {
    const manager = await stage.as('manager');
    const organisation = { actorId: stage.actors.fedasil };
    const { token } = await invite(manager, { email: 'x@example.net', organisation, role: 'ANSWERER' });
    expect((await manager.refusal(ACCEPT, { input: { token } })).extensions.code).toBe('INVITATION_OWN');
    const fedasil = await stage.as('fedasil');
    expect((await fedasil.refusal(ACCEPT, { input: { token } })).extensions.code).toBe('ALREADY_MEMBER');
    const input = { partnershipId: stage.partnershipId, organisation, role: 'ANSWERER' };
    const known = await manager.refusal(INVITE, { input: { ...input, email: 'FEDASIL@example.org' } });
    expect(known.extensions.code).toBe('ALREADY_MEMBER');
    const open = await manager.refusal(INVITE, { input: { ...input, email: 'X@example.net' } });
    expect(open.extensions.code).toBe('ALREADY_INVITED');
  });

  it('is checked before it is made', async () => {
    const manager = await stage.as('manager');
    const good = {
      partnershipId: stage.partnershipId,
      email: 'dirk@example.net',
      role: 'MEMBER',
      organisation: { municipalityId: stage.municipalities.ardooie },
    };
    const codeOf = async (changes: Record<string, unknown>) => {
      const { extensions } = await manager.refusal(INVITE, { input: { ...good, ...changes } });
      return [extensions.code, extensions.field, extensions.args.reason];
    };
    expect(await codeOf({ email: 'dirk' })).toEqual(['INVALID_INPUT', 'email', 'NOT_AN_EMAIL']);
    expect(await codeOf({ email: 'a@b.be\nBcc: c@d.be' })).toEqual(['INVALID_INPUT', 'email', 'NOT_AN_EMAIL']);
    expect(await codeOf({ validUntil: '2020-01-01' })).toEqual(['INVALID_INPUT', 'validUntil', 'IN_THE_PAST']);
    expect(await codeOf({ decidedBy: 'x'.repeat(301) })).toEqual(['INVALID_INPUT', 'decidedBy', 'TOO_LONG']);
    expect(await codeOf({ organisation: {} })).toEqual(['INVALID_INPUT', 'organisation', 'ONE_OF']);
    expect(await codeOf({ organisation: { kind: 'ACTOR', name: 'x' } })).toEqual([
      'INVALID_INPUT',
      'organisation',
      'KIND',
    ]);
    expect((await codeOf({ organisation: { actorId: stage.actors.vdab } }))[0]).toBe('ROLE_NOT_FOR_ORGANISATION');
    expect((await codeOf({ partnershipId: toGlobalId('Partnership', newId()) }))[0]).toBe('NOT_FOUND');
  });

  it('is the business of managers of this partnership only', async () => {
    const input = {
      partnershipId: stage.partnershipId,
      email: 'eva@example.net',
      role: 'MANAGER',
      organisation: { municipalityId: stage.municipalities.ronse },
    };
    expect((await (await stage.as('outsider')).refusal(INVITE, { input })).extensions.code).toBe('NOT_FOUND');
    expect((await (await stage.as('fedasil')).refusal(INVITE, { input })).extensions.code).toBe('NOT_FOUND');
    expect((await (await stage.as('officer')).refusal(INVITE, { input })).extensions.code).toBe('FORBIDDEN');
  });

  it('leaves its token nowhere but in the link and the mail', async () => {
    const manager = await stage.as('manager');
    const input = {
      partnershipId: stage.partnershipId,
      email: 'frank@example.net',
      role: 'READER',
      organisation: { kind: 'VENDOR', name: 'Softwarehuis' },
      clientMutationId: 'one-and-the-same',
    };
    const ask = () => manager.get<{ inviteMember: { link: string | null } }>(INVITE, { input });
    const token = tokenIn((await ask()).inviteMember.link!);
    expect((await ask()).inviteMember.link).toBeNull();
    const tables = await stage.world.rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('platform', 'live', 'access', 'audit')`,
    );
    expect(tables.length).toBeGreaterThan(8);
    for (const { name } of tables) {
      const found = await stage.world.rows(`select t::text from ${name} t where t::text like '%' || $1 || '%'`, [
        token,
      ]);
      // Without a mail server the demo keeps the mail; where one is, the body goes when it is sent.
      expect([name, found.length]).toEqual([name, name === 'platform.mails' ? 1 : 0]);
    }
    expect(stage.api.output()).not.toContain(token);
  });
});

describe('a mandate', () => {
  it('that is withdrawn ends the stream of its holder, and the rights at once', async () => {
    const manager = await stage.as('manager');
    const { token } = await invite(manager, {
      email: 'gert@example.net',
      organisation: { municipalityId: stage.municipalities.ardooie },
    });
    const gert = await newcomer('gert');
    await gert.get(ACCEPT, { input: { token } });
    const stream = await follow(gert);
    await invite(manager, { email: 'g@example.net', organisation: { kind: 'ASSOCIATION', name: 'Buren vzw' } });
    await stream.atLeast(1);
    const { mandate } = memberOf(await accessFor(manager), 'gert');
    const input = { id: mandate.id, expectedVersion: mandate.version, reason: 'Werkt elders' };
    await manager.get(WITHDRAW, { input });
    await stream.untilEnd();
    expect(stream.errors[0]?.extensions.code).toBe('ACCESS_ENDED');
    expect(await gert.get(`{ partnerships { totalCount } }`)).toEqual({ partnerships: { totalCount: 0 } });
    expect(memberOf(await accessFor(manager), 'gert')).toMatchObject({
      state: 'WITHDRAWN',
      withdrawalReason: 'Werkt elders',
    });
    const again = await manager.refusal(WITHDRAW, { input: { ...input, expectedVersion: 2 } });
    expect(again.extensions.code).toBe('MANDATE_OVER');
    await gert.close();
  });

  it('whose role is lowered gives less from the next request on, and on open streams', async () => {
    const manager = await stage.as('manager');
    const { token } = await invite(manager, {
      email: 'hans@example.net',
      organisation: { municipalityId: stage.municipalities.wielsbeke },
      role: 'MANAGER',
    });
    const hans = await newcomer('hans');
    await hans.get(ACCEPT, { input: { token } });
    const stream = await follow(hans);
    const organisation = { kind: 'ASSOCIATION', name: 'Wonen vzw' };
    await invite(manager, { email: 'i1@example.net', organisation });
    const before = await stream.until(({ partnershipEvents: { type } }) => type === 'MEMBER_INVITED');
    expect(before.partnershipEvents.subject).toMatchObject({ __typename: 'Invitation' });
    const { mandate } = memberOf(await accessFor(hans), 'hans');
    await manager.get(CHANGE, { input: { id: mandate.id, expectedVersion: mandate.version, role: 'READER' } });
    expect(await hans.ask(ACCESS, { id: stage.partnershipId })).toEqual({ data: { partnershipAccess: null } });
    const refused = { partnershipId: stage.partnershipId, email: 'i@example.net', role: 'READER', organisation };
    expect((await hans.refusal(INVITE, { input: refused })).extensions.code).toBe('FORBIDDEN');
    // The stream ends with a reason: what follows is to be seen with the rights of now.
    await stream.untilEnd();
    expect(stream.errors[0]?.extensions.code).toBe('RESYNC_REQUIRED');
    const narrower = await follow(hans);
    await invite(manager, { email: 'i2@example.net', organisation });
    await narrower.atLeast(1);
    expect(narrower.received).toMatchObject([{ partnershipEvents: { type: 'MEMBER_INVITED', subject: null } }]);
    await hans.close();
  });

  it('changes in the version one looked at', async () => {
    const manager = await stage.as('manager');
    const { mandate } = memberOf(await accessFor(manager), 'reader');
    const input = { id: mandate.id, expectedVersion: mandate.version, validUntil: '2999-06-30' };
    expect(await manager.get(CHANGE, { input })).toMatchObject({
      changeMandate: { mandate: { version: mandate.version + 1, validUntil: '2999-06-30' } },
    });
    const late = await manager.refusal(CHANGE, { input: { ...input, validUntil: null } });
    expect(late.extensions).toMatchObject({ code: 'CONFLICT', args: { currentVersion: mandate.version + 1 } });
    const officer = await stage.as('officer');
    expect((await officer.refusal(CHANGE, { input })).extensions.code).toBe('FORBIDDEN');
    const outsider = await stage.as('outsider');
    expect((await outsider.refusal(CHANGE, { input })).extensions.code).toBe('NOT_FOUND');
  });

  it('ends by itself', async () => {
    const { accountId } = stage.people.vdab;
    const vdab = await stage.as('vdab');
    const mine = `{ viewer { mandates { role } } partnerships { totalCount } }`;
    expect(await vdab.get(mine)).toMatchObject({ partnerships: { totalCount: 1 } });
    await stage.world.rows(`update access.mandates set valid_until = current_date where account_id = $1`, [accountId]);
    expect(await vdab.get(mine)).toMatchObject({ partnerships: { totalCount: 1 } });
    await stage.world.withdraw(accountId);
    expect(await vdab.get(mine)).toEqual({ viewer: { mandates: [] }, partnerships: { totalCount: 0 } });
    expect(memberOf(await accessFor(await stage.as('manager')), 'vdab').state).toBe('ENDED');
  });

  it('is nothing to a person who acts for another organisation', async () => {
    const { accountId } = stage.people.member;
    const elsewhere = await stage.world.organisation('REGION', 'Elders', null);
    await stage.world.rows(
      `insert into access.affiliations (account_id, organisation_id, valid_from) values ($1, $2, '2020-01-01')`,
      [accountId, elsewhere],
    );
    const client = new Client(stage.api.url, await session(accountId));
    await stage.world.rows(`update access.sessions set organisation_id = $2 where account_id = $1`, [
      accountId,
      elsewhere,
    ]);
    expect(await client.get(`{ partnerships { totalCount } viewer { mandates { id } } }`)).toEqual({
      partnerships: { totalCount: 0 },
      viewer: { mandates: [] },
    });
  });
});
