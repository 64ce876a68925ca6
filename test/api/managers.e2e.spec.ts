import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, fromGlobalId, newId } from '#libs/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS, type Client } from '../support/client.js';
import { setStage, type Stage } from '../support/partnership.js';

const MEMBERS = `query ($id: ID!) { partnershipAccess(partnershipId: $id) {
  members { state mandate { id role version } person { displayName } } organisations { organisation { name } validFrom validUntil } } }`;
const CHANGE = `mutation ($input: ChangeMandateInput!) { changeMandate(input: $input) { mandate { id role version validUntil } } }`;
const WITHDRAW = `mutation ($input: WithdrawMandateInput!) { withdrawMandate(input: $input) { mandate { id version } } }`;
const END = `mutation ($input: EndPartnershipMembershipInput!) { endPartnershipMembership(input: $input) { partnership { version } } }`;
const ADD = `mutation ($input: AddPartnershipMemberInput!) { addPartnershipMember(input: $input) { partnership { version } member { id } } }`;

interface Access {
  members: { state: string; mandate: { id: string; role: string; version: number }; person: { displayName: string } }[];
  organisations: { organisation: { name: string }; validFrom: string; validUntil: string | null }[];
}

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', dateStyle: 'short' }).format(new Date());
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const read = async (client: Client): Promise<Access> =>
  (await client.get<{ partnershipAccess: Access }>(MEMBERS, { id: stage.partnershipId })).partnershipAccess;
const mandateOf = async (client: Client, name: string) =>
  (await read(client)).members.find(({ person }) => person.displayName === `Persoon ${name}`)!.mandate;
const raise = async (manager: Client, name: string) => {
  const { id, version } = await mandateOf(manager, name);
  await manager.get(CHANGE, { input: { id, expectedVersion: version, role: 'MANAGER' } });
};
/** How many mandates make somebody manager now, as the owner of the database counts. */
const managers = async (): Promise<number> => {
  const [row] = await stage.world.rows<{ count: number }>(
    `select count(*)::int as count from access.mandates where partnership_id = $1 and role = 'MANAGER' and withdrawn_at is null`,
    [fromGlobalId(stage.partnershipId)!.id],
  );
  return row!.count;
};

/** Sends requests that all reach the row of the partnership before one of them gets it. */
const atOnce = async <T>(requests: (() => Promise<T>)[]): Promise<T[]> => {
  await stage.world.rows('begin');
  await stage.world.rows(`select 1 from live.streams where id = $1 for update`, [
    fromGlobalId(stage.partnershipId)!.id,
  ]);
  const answers = requests.map((request) => request());
  const waiting = async () => {
    // Within a transaction the list of connections is otherwise that of the first look.
    await stage.world.rows(`select pg_stat_clear_snapshot()`);
    const [row] = await stage.world.rows<{ count: number }>(
      `select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where not l.granted and a.datname = current_database()`,
    );
    return row!.count;
  };
  try {
    for (const end = Date.now() + PATIENCE_MS; (await waiting()) < requests.length; await sleep(20))
      if (Date.now() > end) throw new Error('not everybody waits');
  } finally {
    await stage.world.rows('commit');
  }
  return Promise.all(answers);
};

describe('the last manager', () => {
  it('cannot go, become something else, or get an end, and can once there is another one', async () => {
    const manager = await stage.as('manager');
    const { id, version: expectedVersion } = await mandateOf(manager, 'manager');
    const attempts: [string, object][] = [
      [WITHDRAW, {}],
      [CHANGE, { role: 'READER' }],
      [CHANGE, { validUntil: '2999-01-01' }],
    ];
    for (const [mutation, more] of attempts) {
      const { extensions } = await manager.refusal(mutation, { input: { id, expectedVersion, ...more } });
      expect(extensions.code).toBe('LAST_MANAGER');
    }
    await raise(manager, 'member');
    const successor = await mandateOf(manager, 'member');
    // For a time is not enough: after it there would be nobody.
    await manager.get(CHANGE, {
      input: { id: successor.id, expectedVersion: successor.version, validUntil: '2999-01-01' },
    });
    const early = await manager.refusal(WITHDRAW, { input: { id, expectedVersion } });
    expect(early.extensions).toMatchObject({ code: 'LAST_MANAGER', args: { firstDay: '2999-01-02' } });
    await manager.get(CHANGE, {
      input: { id: successor.id, expectedVersion: successor.version + 1, validUntil: null },
    });
    expect(await manager.get(WITHDRAW, { input: { id, expectedVersion } })).toEqual({
      withdrawMandate: { mandate: { id, version: expectedVersion + 1 } },
    });
    expect(await manager.get(`{ partnerships { totalCount } }`)).toEqual({ partnerships: { totalCount: 0 } });
    const [left] = (await read(await stage.as('member'))).members;
    expect(left).toMatchObject({ person: { displayName: 'Persoon member' }, state: 'ACTIVE' });
  });

  it('remains when two managers withdraw each other at the same moment', async () => {
    const one = await stage.as('manager');
    await raise(one, 'officer');
    const other = await stage.as('officer');
    const [mine, theirs] = [await mandateOf(one, 'manager'), await mandateOf(one, 'officer')];
    const withdraw = (client: Client, { id, version }: { id: string; version: number }) =>
      client.ask(WITHDRAW, { input: { id, expectedVersion: version } });
    const answers = await atOnce([() => withdraw(one, theirs), () => withdraw(other, mine)]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['NOT_FOUND', 'ok']);
    expect(await managers()).toBe(1);
  });

  it('remains when two managers leave at the same moment', async () => {
    const one = await stage.as('manager');
    await raise(one, 'officer');
    const other = await stage.as('officer');
    const [mine, theirs] = [await mandateOf(one, 'manager'), await mandateOf(one, 'officer')];
    const leave = (client: Client, { id, version }: { id: string; version: number }) =>
      client.ask(WITHDRAW, { input: { id, expectedVersion: version } });
    const answers = await atOnce([() => leave(one, mine), () => leave(other, theirs)]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['LAST_MANAGER', 'ok']);
    expect(await managers()).toBe(1);
  });
});

describe('the membership of a municipality', () => {
  const partnership = async (client: Client) => {
    const answer = await client.get<{
      partnership: { version: number; members: { id: string; municipality: { id: string } }[] };
    }>(`query ($id: ID!) { partnership(id: $id) { version members { id municipality { id } } } }`, {
      id: stage.partnershipId,
    });
    return answer.partnership;
  };
  const leave = async (client: Client, municipalityId: string, validUntil: string) => {
    const { version, members } = await partnership(client);
    const memberId = members.find(({ municipality }) => municipality.id === municipalityId)!.id;
    return client.ask(END, { input: { memberId, expectedVersion: version, validUntil } });
  };
  const periods = async (client: Client, name: string) =>
    (await read(client)).organisations
      .filter(({ organisation }) => organisation.name === name)
      .map(({ validFrom, validUntil }) => [validFrom, validUntil]);

  it('ends the rights of its people on the same day, and lets them in anew when it comes back', async () => {
    const manager = await stage.as('manager');
    const member = await stage.as('member');
    const count = async () =>
      (await member.get<{ partnerships: { totalCount: number } }>(`{ partnerships { totalCount } }`)).partnerships
        .totalCount;
    // As if Pittem had been there before the partnership came to this house.
    await stage.world.rows(`update partnerships.members set valid_from = '2020-01-01'`);
    const yesterday = addDays(today, -1);
    expect((await leave(manager, stage.municipalities.pittem, addDays(today, 30))).errors).toBeUndefined();
    expect(await count()).toBe(1);
    expect(await periods(manager, 'Pittem')).toEqual([['2020-01-01', addDays(today, 30)]]);
    // The day can be moved; participation moves with it.
    expect((await leave(manager, stage.municipalities.pittem, addDays(today, -3))).errors).toBeUndefined();
    expect(await count()).toBe(0);
    expect(await periods(manager, 'Pittem')).toEqual([['2020-01-01', addDays(today, -3)]]);
    const { version } = await partnership(manager);
    const input = {
      partnershipId: stage.partnershipId,
      expectedVersion: version,
      municipalityId: stage.municipalities.pittem,
      validFrom: yesterday,
    };
    await manager.get(ADD, { input });
    expect(await periods(manager, 'Pittem')).toEqual([
      ['2020-01-01', addDays(today, -3)],
      [yesterday, null],
    ]);
    // Old mandates do not come back by themselves.
    expect(await count()).toBe(0);
    const { inviteMember } = await manager.get<{ inviteMember: { link: string } }>(
      `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link } }`,
      {
        input: {
          partnershipId: stage.partnershipId,
          email: 'member@pittem.example',
          role: 'MEMBER',
          organisation: { municipalityId: stage.municipalities.pittem },
        },
      },
    );
    await member.get(
      `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { partnershipName } }`,
      {
        input: { token: new URL(inviteMember.link).hash.slice(1) },
      },
    );
    expect(await count()).toBe(1);
  });

  it('does not end while the last manager works there', async () => {
    const manager = await stage.as('manager');
    await raise(manager, 'member');
    const { id, version } = await mandateOf(manager, 'manager');
    await manager.get(WITHDRAW, { input: { id, expectedVersion: version } });
    const successor = await stage.as('member');
    await stage.world.rows(`update partnerships.members set valid_from = '2020-01-01'`);
    // Nobody but Pittem is left to manage; three members remain enough.
    await stage.world.rows(
      `insert into partnerships.members (id, partnership_id, municipality_id, role, valid_from)
       values ($1, $2, $3, 'PARTICIPANT', '2020-01-01')`,
      [newId(), fromGlobalId(stage.partnershipId)!.id, fromGlobalId(stage.municipalities.mesen)!.id],
    );
    const refused = await leave(successor, stage.municipalities.pittem, addDays(today, 10));
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'LAST_MANAGER',
      args: { firstDay: addDays(today, 11) },
    });
    expect(await periods(successor, 'Pittem')).toEqual([['2020-01-01', null]]);
  });
});
