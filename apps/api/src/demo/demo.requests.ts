import { toGlobalId } from '#libs/kernel';
import {
  AddRequestMessage,
  AddRequestNote,
  AnswerRequest,
  AskMoreTime,
  ChangeRequestStatus,
  CreateRequest,
  DecideEscalation,
  JoinRequest,
  JudgeRequestAnswer,
  MarkRequestRead,
  ProposeEscalation,
  RemindRequest,
  SendRequest,
  SettleCommitment,
} from '#libs/requests';
import type { Happening } from './demo.calendar.js';
import type { DemoRequest, DemoRequestStep } from './demo.model.js';
import type { TaskSetting } from './demo.tasks.js';

/** The story of one request, from its draft on. */
export const requestStory = (setting: TaskSetting, partnershipId: string, demo: DemoRequest): Happening[] => {
  const { stage, calendar, actors, places, owner } = setting;
  const request = { id: '', version: 0 };
  const follow = (row: { version: number }) => void (request.version = row.version);
  const here = () => ({ requestId: request.id });
  const on = () => ({ ...here(), expectedVersion: request.version });
  const place = (name: string) => toGlobalId('Municipality', places.get(name)!);
  const actor = (code: string) => toGlobalId('Actor', actors.get(code)!);
  const day = (ago: number) => calendar.dayAgo(ago);
  /** The newest of what hangs on the request. */
  const newest = async (table: string): Promise<{ id: string; version: number }> => {
    const [row] = await owner.query<{ id: string; version: number }>(
      `select id, version from requests.${table} where request_id = $1 order by id desc limit 1`,
      [internal()],
    );
    return row!;
  };
  let uuid = '';
  const internal = () => uuid;

  const draft = async () => {
    const row = await stage.action(CreateRequest).run({
      ...{
        partnershipId: toGlobalId('Partnership', partnershipId),
        title: demo.title,
        text: demo.text,
        kind: demo.kind,
      },
      ...{ actorId: actor(demo.actor), service: demo.service, contactName: demo.contact, contactLanguage: 'NL' },
      ...{ policyDomain: demo.domain, supportType: demo.support, municipalityIds: demo.places.map(place) },
      ...{
        basisKind: demo.law ? 'LEGAL' : demo.agreed ? 'AGREED' : 'NONE',
        legalTermCode: demo.law,
        basisNote: demo.agreed,
      },
      ...{ termDays: demo.days, wantedOn: demo.wanted === undefined ? null : day(demo.wanted) },
    });
    uuid = row.id;
    request.id = toGlobalId('Request', row.id);
    follow(row);
  };

  const deeds: Record<DemoRequestStep['does'], (step: DemoRequestStep) => Promise<unknown>> = {
    send: async () => follow(await stage.action(SendRequest).run({ id: request.id, expectedVersion: request.version })),
    read: async () => follow(await stage.action(MarkRequestRead).run(here())),
    start: async () =>
      follow(
        await stage
          .action(ChangeRequestStatus)
          .run({ id: request.id, expectedVersion: request.version, status: 'IN_PROGRESS' }),
      ),
    close: async ({ text }) =>
      follow(
        await stage
          .action(ChangeRequestStatus)
          .run({ id: request.id, expectedVersion: request.version, status: 'CLOSED', reason: text }),
      ),
    join: async ({ place: name }) =>
      follow(await stage.action(JoinRequest).run({ ...here(), municipalityId: place(name!) })),
    remind: async () => follow(await stage.action(RemindRequest).run(here())),
    write: async ({ text }) => follow(await stage.action(AddRequestMessage).run({ ...here(), text: text! })),
    note: async ({ text, own }) =>
      follow(
        await stage
          .action(AddRequestNote)
          .run({ ...here(), audience: own ? 'OWN_ORGANISATION' : 'PARTNERSHIP', text: text! }),
      ),
    answer: async ({ choice = 'CAN', text, promise, until }) =>
      follow(
        await stage.action(AnswerRequest).run({
          ...{ ...on(), choice, text, commitment: promise },
          commitmentOn: until === undefined ? null : day(until),
        }),
      ),
    record: async ({ choice = 'CAN', text, via = 'EMAIL' }) =>
      follow(await stage.action(AnswerRequest).record({ ...on(), choice, text, recordedFrom: via })),
    accept: async () => follow(await stage.action(JudgeRequestAnswer).run({ ...on(), verdict: 'ACCEPTED' })),
    reject: async ({ text }) =>
      follow(await stage.action(JudgeRequestAnswer).run({ ...on(), verdict: 'NOT_SUFFICIENT', reason: text })),
    wait: async ({ text, until }) =>
      follow(await stage.action(AskMoreTime).ask({ ...here(), untilOn: day(until!), reason: text! })),
    keep: async () => {
      const { id, version } = await newest('commitments');
      const commitmentId = toGlobalId('RequestCommitment', id);
      follow(await stage.action(SettleCommitment).run({ commitmentId, expectedVersion: version, kept: true }));
    },
    propose: async ({ text }) => follow(await stage.action(ProposeEscalation).run({ ...here(), reason: text! })),
    escalate: async () => {
      const { id, version } = await newest('escalations');
      const escalationId = toGlobalId('RequestEscalation', id);
      follow(await stage.action(DecideEscalation).confirm({ escalationId, expectedVersion: version }));
    },
  };
  return [
    { ago: demo.created, by: demo.by, run: draft },
    ...demo.steps.map((step) => ({ ago: step.ago, by: step.by, run: () => deeds[step.does](step) })),
  ];
};
