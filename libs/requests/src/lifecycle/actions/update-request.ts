import { caller } from '#libs/access';
import { Actors } from '#libs/directory';
import { Db, internalId, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestErrors } from '../../request.errors.js';
import { requestEvents } from '../../request.events.js';
import type { UpdateRequestInput } from '../../request.inputs.js';
import { clean, cleanEmail, notNull } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import { Terms } from '../../terms/terms.js';

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value) => b.includes(value));

/** What can be changed after sending: to whom mails go, and the tasks it is linked to. */
const alwaysChangeable = ['contactName', 'contactEmail', 'contactLanguage', 'service', 'taskIds'];
const basisFields = ['basisKind', 'legalTermCode', 'basisNote', 'termDays', 'termUnit', 'wantedOn'] as const;

/** Columns and lists by the names the schema has for them. */
const fieldNames: Record<string, string> = {
  body: 'text',
  actorId: 'actor',
  municipalityIds: 'municipalities',
  taskIds: 'tasks',
};

const given = <T>(value: T | null | undefined, read: (value: T | null) => string | null) =>
  value === undefined ? undefined : read(value);

/** Changes a draft; a change that changes nothing leaves version and log alone. */
@Injectable()
export class UpdateRequest {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly terms: Terms,
    private readonly actors: Actors,
  ) {}

  run(input: UpdateRequestInput): Promise<RequestView> {
    const id = internalId('Request', input.id, 'id');
    return this.db.transaction(async () => {
      const { store, clock } = this.writer;
      const before = await this.writer.asAsking(id, 'request.write');
      const { columns, lists } = await this.read(input, before);
      const changed = [...Object.keys(columns), ...Object.keys(lists)];
      if (changed.length === 0) return before;
      if (before.status !== 'DRAFT' && changed.some((field) => !alwaysChangeable.includes(field)))
        throw requestErrors.REQUEST_NOT_DRAFT();
      await this.writer.change(before, input.expectedVersion, columns);
      if (lists.municipalityIds)
        await store.placeMunicipalities(before, lists.municipalityIds, caller().accountId, clock.now());
      if (lists.taskIds) await store.linkTasks(before, lists.taskIds);
      const request = await store.get(id);
      const names = changed.map((field) => fieldNames[field] ?? field);
      const onlyInside = changed.every((field) => field === 'taskIds');
      if (onlyInside) this.writer.reportInside(requestEvents.REQUEST_UPDATED, request, names);
      else await this.writer.report(requestEvents.REQUEST_UPDATED, request, names);
      return request;
    });
  }

  /** The columns an input changes, and the lists it replaces; absent is unchanged. */
  private async read(input: UpdateRequestInput, before: RequestView) {
    const { partnershipId } = before;
    const title = notNull('title', input.title);
    const text = notNull('text', input.text);
    const actor = notNull('actorId', input.actorId);
    const kind = notNull('kind', input.kind);
    const municipalities = notNull('municipalityIds', input.municipalityIds);
    const actorId = actor === undefined ? undefined : internalId('Actor', actor, 'actorId');
    if (actorId) await this.writer.checkActor(actorId);
    const wanted = {
      title: title === undefined ? undefined : clean.title(title),
      body: text === undefined ? undefined : clean.body(text),
      kind,
      actorId,
      supportType: given(input.supportType, clean.supportType),
      service: given(input.service, clean.service),
      contactName: given(input.contactName, clean.contactName),
      contactEmail: given(input.contactEmail, cleanEmail),
      contactLanguage: notNull('contactLanguage', input.contactLanguage),
      policyDomain: input.policyDomain === null ? await this.domainOf(actorId ?? before.actorId) : input.policyDomain,
      competence: given(input.competence, clean.competence),
      ...(await this.basis(input, before, { kind: kind ?? before.kind, actorId: actorId ?? before.actorId })),
    };
    const columns = Object.fromEntries(
      Object.entries(wanted).filter(
        ([key, value]) => value !== undefined && value !== before[key as keyof RequestView],
      ),
    );
    const lists: { municipalityIds?: string[]; taskIds?: string[] } = {};
    if (municipalities) {
      const ids = internalIds('Municipality', municipalities, 'municipalityIds');
      await this.writer.checkMunicipalities(partnershipId, ids);
      if (!sameSet(ids, before.municipalityIds)) lists.municipalityIds = ids;
    }
    if (input.taskIds !== undefined) {
      const ids = internalIds('CoordinationTask', input.taskIds ?? [], 'taskIds');
      await this.writer.checkTasks(partnershipId, ids);
      if (!sameSet(ids, before.taskIds)) lists.taskIds = ids;
    }
    return { columns, lists };
  }

  /** Nobody chose one: it is that of the actor, as for a new request. */
  private async domainOf(actorId: string): Promise<string | undefined> {
    return (await this.actors.byId(actorId))?.policyDomain;
  }

  /** The basis, checked as a whole: another actor or kind can make a term of law unfit. */
  private async basis(input: UpdateRequestInput, before: RequestView, of: Pick<RequestView, 'kind' | 'actorId'>) {
    const touched = basisFields.some((field) => input[field] !== undefined);
    if (!touched && of.kind === before.kind && of.actorId === before.actorId) return {};
    const merged = Object.fromEntries(
      basisFields.map((field) => [field, input[field] === undefined ? before[field] : input[field]]),
    );
    const basisNote = clean.basisNote(merged.basisNote as string | null);
    return this.terms.check({ ...merged, ...of, basisNote });
  }
}
