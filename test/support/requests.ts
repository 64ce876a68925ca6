import type { Answer, Client } from './client.js';
import type { Stage } from './partnership.js';

/** A request as the tests read it. */
export interface SeenRequest {
  id: string;
  reference: string;
  status: string;
  level: number;
  dueOn: string | null;
  firstDueOn: string | null;
  late: boolean;
  firstReadAt: string | null;
  messageCount: number;
  noteCount: number;
  proposedLevel: number | null;
  extensionAsked: boolean;
  reminders: number;
  version: number;
  possibleStatuses: string[];
  municipalities: { name: string }[];
  timeline: {
    totalCount: number;
    nodes: { kind: string; side: string; text: string | null; by: { displayName: string } | null }[];
  };
  notes: { totalCount: number; nodes: { text: string; audience: string }[] };
  answers: {
    id: string;
    choice: string;
    text: string;
    verdict: string | null;
    forwardActor: { code: string } | null;
  }[];
  commitments: { id: string; what: string; dueOn: string; state: string; version: number }[];
  extensions: { id: string; state: string; byLaw: boolean; untilOn: string }[];
  escalations: {
    id: string;
    level: number;
    state: string;
    addressee: string;
    version: number;
    viewerMayApprove: boolean;
  }[];
  ladder: { level: number; addressee: string; needsApproval: boolean; own: boolean }[];
}

export const REQUEST = `id reference status level dueOn firstDueOn late firstReadAt messageCount noteCount proposedLevel
  extensionAsked reminders version possibleStatuses municipalities { name }
  timeline { totalCount nodes { kind side text by { displayName } } } notes { totalCount nodes { text audience } }
  answers { id choice text verdict forwardActor { code } } commitments { id what dueOn state version }
  extensions { id state byLaw untilOn } escalations { id level state addressee version viewerMayApprove }
  ladder { level addressee needsApproval own }`;

const capital = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`;

/** The answer to any mutation of requests. */
export const attempt = (
  client: Client,
  mutation: string,
  input: object,
): Promise<Answer<Record<string, { request: SeenRequest }>>> =>
  client.ask(
    `mutation ($input: ${capital(mutation)}Input!) { ${mutation}(input: $input) { request { ${REQUEST} } } }`,
    { input },
  );

/** The request after a mutation that has to succeed. */
export const perform = async (client: Client, mutation: string, input: object): Promise<SeenRequest> => {
  const { data, errors } = await attempt(client, mutation, input);
  if (errors) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return data![mutation]!.request;
};

/** The code a mutation is refused with. */
export const refusal = async (client: Client, mutation: string, input: object): Promise<string | undefined> =>
  (await attempt(client, mutation, input)).errors?.[0]?.extensions.code;

/** A request as somebody sees it; null when not. */
export const look = async (client: Client, id: string): Promise<SeenRequest | null> =>
  (
    await client.get<{ node: SeenRequest | null }>(
      `query ($id: ID!) { node(id: $id) { ... on Request { ${REQUEST} } } }`,
      { id },
    )
  ).node;

/** A draft to an actor, with a term of so many days. */
export const draft = (stage: Stage, client: Client, input: object = {}): Promise<SeenRequest> =>
  perform(client, 'createRequest', {
    ...{ partnershipId: stage.partnershipId, title: 'Bezettingsprognose van het opvangcentrum' },
    ...{ text: 'Hoeveel bewoners verwacht Fedasil de komende zes maanden?', kind: 'INFORMATION' },
    ...{ actorId: stage.actors.fedasil, municipalityIds: [stage.municipalities.ardooie], termDays: 20 },
    ...input,
  });

/** A request that went to its actor. */
export const sent = async (stage: Stage, client: Client, input: object = {}): Promise<SeenRequest> => {
  const { id, version } = await draft(stage, client, input);
  return perform(client, 'sendRequest', { id, expectedVersion: version });
};
