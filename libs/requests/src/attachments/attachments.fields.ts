import { caller, may, requireCapability } from '#libs/access';
import { AttachmentType, Files, offerFiles } from '#libs/files';
import { commonErrors } from '#libs/kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { RequestAnswerType } from '../answers/answer.types.js';
import { RequestEntryType, RequestNoteType } from '../conversation/conversation.types.js';
import { isEnded } from '../lifecycle/request.workflow.js';
import { RequestWriter } from '../request-writer.js';
import { requestErrors } from '../request.errors.js';
import { RequestType } from '../request.types.js';

/** What is written on either side, and by whom. */
interface Written {
  partnershipId: string;
  requestId: string;
  authorId: string | null;
}

const forbidden = (capability: string) => commonErrors.FORBIDDEN({ args: { capability } });
/** What the other side read stays with what it was sent with. */
const keepWhatWasSent = (deed: 'ADD' | 'REMOVE'): void => {
  if (deed === 'REMOVE') throw requestErrors.REQUEST_NOT_DRAFT();
};

/** Where files hang in this room, and who puts them there. */
@Injectable()
export class RequestAttachments implements OnModuleInit {
  constructor(private readonly writer: RequestWriter) {}

  onModuleInit(): void {
    offerFiles('Request', {
      table: 'requests.requests',
      partnershipOf: (item) => (item as RequestType).row.partnershipId,
      check: (item, deed, field) => {
        const { row } = item as RequestType;
        requireCapability(row.partnershipId, 'request.write', field);
        if (isEnded(row.status)) throw requestErrors.REQUEST_ENDED();
        if (row.sentAt) keepWhatWasSent(deed);
      },
      event: async (item) => this.writer.about((item as RequestType).row, ['attachments']),
    });
    offerFiles('RequestEntry', {
      table: 'requests.entries',
      partnershipOf: (item) => (item as RequestEntryType).row.partnershipId,
      check: (item, deed) => {
        const { row } = item as RequestEntryType;
        if (row.kind !== 'MESSAGE') throw forbidden('request.write');
        this.checkAuthor(row, row.side === 'ACTOR' ? 'request.answer' : 'request.write');
        keepWhatWasSent(deed);
      },
      event: (item) => this.shared((item as RequestEntryType).row, ['timeline']),
    });
    offerFiles('RequestAnswer', {
      table: 'requests.answers',
      partnershipOf: (item) => (item as RequestAnswerType).row.partnershipId,
      check: (item, deed) => {
        const { row } = item as RequestAnswerType;
        this.checkAuthor(row, row.recordedFrom ? 'request.write' : 'request.answer');
        keepWhatWasSent(deed);
      },
      event: (item) => this.shared((item as RequestAnswerType).row, ['answers']),
    });
    offerFiles('RequestNote', {
      table: 'requests.notes',
      partnershipOf: (item) => (item as RequestNoteType).row.partnershipId,
      check: (item) => this.checkAuthor((item as RequestNoteType).row, 'request.note'),
      event: async (item) => {
        const { requestId, audience } = (item as RequestNoteType).row;
        const request = await this.writer.store.get(requestId);
        return this.writer.aboutInside(request, ['notes'], audience === 'OWN_ORGANISATION');
      },
    });
  }

  private async shared({ requestId }: Written, changedFields: readonly string[]) {
    return this.writer.about(await this.writer.store.get(requestId), changedFields);
  }

  private checkAuthor({ partnershipId, authorId }: Written, capability: string): void {
    if (authorId !== caller().accountId || !may(partnershipId, capability)) throw forbidden(capability);
  }
}

/** Files that go with a request. */
@Resolver(() => RequestType)
export class FilesOfRequest {
  constructor(private readonly files: Files) {}

  @ResolveField(() => [AttachmentType], {
    description:
      'Files that go with the question, oldest first; both sides see them. Those of messages and answers are there.',
  })
  attachments(@Parent() request: RequestType): Promise<AttachmentType[]> {
    return this.files.of('Request', request.row.id, request);
  }
}

/** Files with a message. */
@Resolver(() => RequestEntryType)
export class FilesOfEntry {
  constructor(private readonly files: Files) {}

  @ResolveField(() => [AttachmentType], { description: 'Files with a message, oldest first; both sides see them.' })
  attachments(@Parent() entry: RequestEntryType): Promise<AttachmentType[]> {
    return this.files.of('RequestEntry', entry.row.id, entry);
  }
}

/** Files with an answer. */
@Resolver(() => RequestAnswerType)
export class FilesOfAnswer {
  constructor(private readonly files: Files) {}

  @ResolveField(() => [AttachmentType], { description: 'Files with the answer, oldest first; both sides see them.' })
  attachments(@Parent() answer: RequestAnswerType): Promise<AttachmentType[]> {
    return this.files.of('RequestAnswer', answer.row.id, answer);
  }
}

/** Files with a note. */
@Resolver(() => RequestNoteType)
export class FilesOfNote {
  constructor(private readonly files: Files) {}

  @ResolveField(() => [AttachmentType], {
    description: 'Files with it, oldest first; who reads the note sees them, the actor never.',
  })
  attachments(@Parent() note: RequestNoteType): Promise<AttachmentType[]> {
    return this.files.of('RequestNote', note.row.id, note);
  }
}
