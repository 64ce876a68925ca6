import { Municipalities } from '#libs/directory';
import { Clock } from '#libs/kernel';
import { Mails } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { GuestLinks } from '../guests/guest-links.js';
import { isLate } from '../lifecycle/request.workflow.js';
import { reference } from '../request.rules.js';
import type { RequestView } from '../requests.store.js';
import { TermsStore } from '../terms/terms.store.js';
import { requestMail, type MailOccasion } from './request-mail.js';

/** What a mail is made of. */
type Addressed = Pick<
  RequestView,
  'id' | 'year' | 'number' | 'partnershipId' | 'title' | 'dueOn' | 'contactName' | 'contactEmail' | 'contactLanguage'
> & { late: boolean };

/** Mails to the contact of an actor, with the change they tell of or not at all. */
@Injectable()
export class RequestMails {
  constructor(
    private readonly mails: Mails,
    private readonly municipalities: Municipalities,
    private readonly terms: TermsStore,
    private readonly clock: Clock,
    private readonly links: GuestLinks,
  ) {}

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
    const { contactEmail, dueOn } = request;
    if (!contactEmail || !dueOn) return false;
    const mail = requestMail(occasion, {
      ...{ language: request.contactLanguage, contactName: request.contactName, reference: reference(request) },
      ...{ title: request.title, municipalities, dueOn, late: request.late, basis },
      // The contact needs no account; whoever has one finds the way there from the same page.
      link: await this.links.invite({ ...request, contactEmail }),
    });
    await this.mails.queue({ to: contactEmail, ...mail });
    return true;
  }
}
