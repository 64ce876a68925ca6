import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toGlobalId } from '#libs/kernel';
import type { Client } from '../support/client.js';
import { setStage, type Persona, type Stage } from '../support/partnership.js';

const CANARY = 'KANARIE';
let stage: Stage;
let manager: Client;

beforeAll(async () => {
  stage = await setStage();
  manager = await stage.as('manager');
  const create = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`;
  const actorIds = [stage.actors.fedasil];
  const input = { partnershipId: stage.partnershipId, checklist: [`${CANARY} stap`], actorIds };
  await manager.get(create, { input: { ...input, title: `${CANARY} intern` } });
  await manager.get(create, { input: { ...input, title: 'Gedeeld met Fedasil', audience: 'INVOLVED_ACTORS' } });
});
afterAll(() => stage.close());

const PARTNERSHIP = `
  name viewerRole possibleStatuses members { municipality { name } contact { displayName } } people { displayName }
  officers { id } statusChanges { to by { displayName } } recentEvents(first: 20) { sequence type by { displayName } }
  taskCounts { status count }
  tasks { totalCount pageInfo { hasNextPage } nodes { title createdBy { displayName } checklist { label } comments { totalCount } } }`;

const query = `query ($partnership: ID!, $person: ID, $organisation: ID) {
  previewAs(partnershipId: $partnership, personId: $person, organisationId: $organisation) {
    role capabilities person { displayName } organisation { name } partnership { ${PARTNERSHIP} }
  }
}`;

interface Preview {
  previewAs: { role: string; capabilities: string[]; person: object | null; organisation: object; partnership: object };
}

const through = (persona: Persona) => ({
  partnership: stage.partnershipId,
  person: toGlobalId('Person', stage.people[persona].accountId),
});

describe('looking through the eyes of another party', () => {
  it('answers to the letter what that party receives', async () => {
    for (const persona of ['officer', 'member', 'reader', 'coordinator', 'fedasil', 'vdab'] as const) {
      const { previewAs } = await manager.get<Preview>(query, through(persona));
      const client = await stage.as(persona);
      const { partnership } = await client.get<{ partnership: object }>(
        `query ($id: ID!) { partnership(id: $id) { ${PARTNERSHIP} } }`,
        { id: stage.partnershipId },
      );
      expect([persona, previewAs.partnership]).toEqual([persona, partnership]);
      expect(previewAs.person).toEqual({ displayName: `Persoon ${persona}` });
    }
  });

  it('shows the staff of an actor nothing that was not shared', async () => {
    const organisation = toGlobalId('Organisation', stage.people.fedasil.organisationId);
    const answer = await manager.get<Preview>(query, { partnership: stage.partnershipId, organisation });
    expect(answer.previewAs).toMatchObject({
      role: 'ANSWERER',
      capabilities: ['request.answer'],
      organisation: { name: 'Fedasil' },
      partnership: { viewerRole: 'ANSWERER', tasks: { totalCount: 1, nodes: [{ title: 'Gedeeld met Fedasil' }] } },
    });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
  });

  it('shows nothing of what that person has elsewhere, or for themselves', async () => {
    const elsewhere = await stage.world.rows<{ id: string }>(
      `select id from partnerships.partnerships where name = 'Elders'`,
    );
    const [{ id } = { id: '' }] = elsewhere;
    const { accountId, organisationId } = stage.people.member;
    await stage.world.mandate(id, accountId, organisationId, 'MEMBER');
    const answer = await manager.get(
      `query ($partnership: ID!, $person: ID, $other: ID!) {
         previewAs(partnershipId: $partnership, personId: $person) { node(id: $other) { id } }
       }`,
      { ...through('member'), other: toGlobalId('Partnership', id) },
    );
    expect(answer).toEqual({ previewAs: { node: null } });
  });

  it('is for managers and auditors, of people with rights there', async () => {
    for (const persona of ['member', 'reader', 'fedasil', 'outsider'] as const) {
      const client = await stage.as(persona);
      expect(await client.get(query, through('officer'))).toEqual({ previewAs: null });
    }
    expect(await manager.get(query, through('outsider'))).toEqual({ previewAs: null });
  });

  it('stands alone in its query, and names somebody', async () => {
    const alone = await manager.refusal(
      `query ($partnership: ID!, $person: ID) {
         previewAs(partnershipId: $partnership, personId: $person) { role } viewer { demo }
       }`,
      through('member'),
    );
    expect(alone.extensions).toMatchObject({ code: 'INVALID_INPUT', args: { reason: 'ALONE' } });
    const nobody = await manager.refusal(query, { partnership: stage.partnershipId });
    expect(nobody.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'personId', args: { reason: 'REQUIRED' } });
  });
});
