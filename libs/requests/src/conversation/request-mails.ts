import { Municipalities } from '#libs/directory';
import { Clock, toGlobalId } from '#libs/kernel';
import { Mails } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { isLate } from '../lifecycle/request.workflow.js';
import { reference } from '../request.rules.js';
import type { RequestView } from '../requests.store.js';
import { TermsStore } from '../terms/terms.store.js';
import { requestMail, type MailOccasion } from './request-mail.js';

/** What a mail is made of. */
type Addressed = Pick<
  RequestView,
  'year' | 'number' | 'partnershipId' | 'title' | 'dueOn' | 'contactName' | 'contactEmail' | 'contactLanguage'
> & { late: boolean };

/** Mails to the contact of an actor, with the change they tell of or not at all. */
@Injectable()
export class RequestMails {
  constructor(
    private readonly mails: Mails,
    private readonly municipalities: Municipalities,
    private readonly terms: TermsStore,
    private readonly clock: Clock,
  ) {}

  /** Where a request is read and answered. */
  link(request: Pick<RequestView, 'year' | 'number' | 'partnershipId'>): string {
    return `${this.mails.site}/verzoeken/${reference(request)}?in=${toGlobalId('Partnership', request.partnershipId)}`;
  }

  /** Writes to the contact, if the request names one; answers whether it did. */
  async send(occasion: MailOccasion, request: RequestView): Promise<boolean> {
    if (!request.contactEmail || !request.dueOn) return false;
    const places = (await this.municipalities.byIds(request.municipalityIds)).map(({ name }) => name);
    const law = request.legalTermCode ? await this.terms.legalTerm(request.legalTermCode) : undefined;
    const basis = law?.article ?? (request.basisKind === 'AGREED' ? request.basisNote : null);
    return this.write(occasion, { ...request, late: isLate(request, this.clock.today()) }, places, basis);
  }

  /** As `send`, for who looked everything up. */
  async write(
    occasion: MailOccasion,
    request: Addressed,
    municipalities: readonly string[],
    basis: string | null,
  ): Promise<boolean> {
    if (!request.contactEmail || !request.dueOn) return false;
    const mail = requestMail(occasion, {
      ...{ language: request.contactLanguage, contactName: request.contactName, reference: reference(request) },
      ...{ title: request.title, municipalities, dueOn: request.dueOn, late: request.late, basis },
      link: this.link(request),
    });
    await this.mails.queue({ to: request.contactEmail, ...mail });
    return true;
  }
}
