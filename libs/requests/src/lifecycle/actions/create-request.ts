import { caller, requireCapability } from '#libs/access';
import { Actors } from '#libs/directory';
import { commonErrors, newId } from '#libs/kernel';
import { Db, internalId, internalIds } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { RequestWriter } from '../../request-writer.js';
import { requestEvents } from '../../request.events.js';
import type { CreateRequestInput } from '../../request.inputs.js';
import { clean, cleanEmail } from '../../request.rules.js';
import type { RequestView } from '../../requests.store.js';
import { Terms } from '../../terms/terms.js';

/** Drafts a request; nobody outside the partnership hears of it before it is sent. */
@Injectable()
export class CreateRequest {
  constructor(
    private readonly db: Db,
    private readonly writer: RequestWriter,
    private readonly terms: Terms,
    private readonly actors: Actors,
  ) {}

  run(input: CreateRequestInput): Promise<RequestView> {
    const partnershipId = internalId('Partnership', input.partnershipId, 'partnershipId');
    requireCapability(partnershipId, 'request.write');
    const actorId = internalId('Actor', input.actorId, 'actorId');
    const municipalityIds = internalIds('Municipality', input.municipalityIds, 'municipalityIds');
    const taskIds = internalIds('CoordinationTask', input.taskIds ?? [], 'taskIds');
    const texts = {
      title: clean.title(input.title),
      body: clean.body(input.text),
      supportType: clean.supportType(input.supportType),
      service: clean.service(input.service),
      contactName: clean.contactName(input.contactName),
      contactEmail: cleanEmail(input.contactEmail),
      competence: clean.competence(input.competence),
    };
    return this.db.transaction(async () => {
      const { store, clock } = this.writer;
      await this.writer.checkActor(actorId);
      await this.writer.checkMunicipalities(partnershipId, municipalityIds);
      await this.writer.checkTasks(partnershipId, taskIds);
      const basis = await this.terms.check({ ...input, actorId, basisNote: clean.basisNote(input.basisNote) });
      const actor = await this.actors.byId(actorId);
      if (!actor) throw commonErrors.NOT_FOUND({ field: 'actorId' });
      const now = clock.now();
      const by = caller().accountId;
      const row = { id: newId(), partnershipId };
      const year = Number(this.writer.today().slice(0, 4));
      await store.insert({
        ...{ ...row, year, number: await store.nextNumber(partnershipId, year) },
        ...{ ...texts, kind: input.kind, actorId, contactLanguage: input.contactLanguage },
        ...{ policyDomain: input.policyDomain ?? actor.policyDomain, ...basis },
        ...{ status: 'DRAFT', level: 0, firstDueOn: null, dueOn: null, sentAt: null, sentBy: null, sentFor: null },
        ...{ receivedOn: null, remindedAt: null, reminders: 0, firstAnsweredAt: null, closedAt: null },
        ...{ createdAt: now, createdBy: by, updatedAt: now, updatedBy: by, version: 1 },
      });
      await store.placeMunicipalities(row, municipalityIds, by, now);
      await store.linkTasks(row, taskIds);
      const request = await store.get(row.id);
      await this.writer.report(requestEvents.REQUEST_CREATED, request, []);
      return request;
    });
  }
}
