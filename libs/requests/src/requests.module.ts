import { DirectoryModule } from '#libs/directory';
import { PartnershipsModule } from '#libs/partnerships';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AnswerRequest } from './answers/actions/answer-request.js';
import { AskMoreTime } from './answers/actions/ask-more-time.js';
import { JudgeRequestAnswer } from './answers/actions/judge-request-answer.js';
import { SettleCommitment } from './answers/actions/settle-commitment.js';
import { AnswerFields, ExtensionFields, RequestAnswerFields } from './answers/answer.fields.js';
import { AnswersResolver } from './answers/answers.resolver.js';
import { AnswersStore } from './answers/answers.store.js';
import {
  FilesOfAnswer,
  FilesOfEntry,
  FilesOfNote,
  FilesOfRequest,
  RequestAttachments,
} from './attachments/attachments.fields.js';
import { ClockStore } from './clock/clock.store.js';
import { RequestClock } from './clock/request-clock.js';
import { AddRequestMessage } from './conversation/actions/add-request-message.js';
import { AddRequestNote } from './conversation/actions/add-request-note.js';
import { MarkRequestRead } from './conversation/actions/mark-request-read.js';
import { RemindRequest } from './conversation/actions/remind-request.js';
import { ConversationFields, EntryFields, NoteFields } from './conversation/conversation.fields.js';
import { EntriesStore } from './conversation/entries.store.js';
import { NotesStore } from './conversation/notes.store.js';
import { RequestMails } from './conversation/request-mails.js';
import { DecideEscalation } from './escalation/actions/decide-escalation.js';
import { ProposeEscalation } from './escalation/actions/propose-escalation.js';
import { EscalationFields, RequestLadderFields } from './escalation/escalation.fields.js';
import { EscalationResolver } from './escalation/escalation.resolver.js';
import { EscalationsStore } from './escalation/escalations.store.js';
import { RequestExportController } from './export/request-export.controller.js';
import { RequestLists } from './export/request-lists.js';
import { RequestFileController } from './file/request-file.controller.js';
import { RequestFiles } from './file/request-file.js';
import { ChangeRequestStatus } from './lifecycle/actions/change-request-status.js';
import { CreateRequest } from './lifecycle/actions/create-request.js';
import { JoinRequest } from './lifecycle/actions/join-request.js';
import { SendRequest } from './lifecycle/actions/send-request.js';
import { UpdateRequest } from './lifecycle/actions/update-request.js';
import { GuestController } from './guests/guest.controller.js';
import { GuestDesk } from './guests/guest-desk.js';
import { GuestFilesController } from './guests/guest-files.controller.js';
import { GuestFilesStore } from './guests/guest-files.store.js';
import { GuestFiles } from './guests/guest-files.js';
import { GuestDoor } from './guests/guest-door.js';
import { GuestLinks } from './guests/guest-links.js';
import { GuestsStore } from './guests/guests.store.js';
import { LinkedTasks } from './linked-tasks.js';
import { PartnershipRequestFields, ViewerRequestFields } from './partnership.fields.js';
import { PartnershipReactionFields, ReactionSharingFields, ReactionsResolver } from './reactions/reactions.resolver.js';
import { ReactionsStore } from './reactions/reactions.store.js';
import { RequestRow } from './request.entity.js';
import { RequestSearch } from './request.search.js';
import { RequestFields } from './request.fields.js';
import { RequestWriter } from './request-writer.js';
import './requests.policy.js';
import { RequestsResolver } from './requests.resolver.js';
import { RequestsStore } from './requests.store.js';
import { Terms } from './terms/terms.js';
import { TermsResolver } from './terms/terms.resolver.js';
import { TermsStore } from './terms/terms.store.js';

const actions = [
  ...[CreateRequest, UpdateRequest, SendRequest, JoinRequest, ChangeRequestStatus],
  ...[AddRequestMessage, AddRequestNote, MarkRequestRead, RemindRequest],
  ...[AnswerRequest, JudgeRequestAnswer, AskMoreTime, SettleCommitment],
  ...[ProposeEscalation, DecideEscalation],
];

/** Requests to actors, with terms, answers and the ladder. */
@Module({
  imports: [TypeOrmModule.forFeature([RequestRow]), DirectoryModule, PartnershipsModule],
  controllers: [RequestFileController, RequestExportController, GuestController, GuestFilesController],
  providers: [
    ...[RequestsStore, EntriesStore, NotesStore, AnswersStore, EscalationsStore, TermsStore],
    ...[RequestWriter, RequestMails, RequestFiles, RequestLists, RequestClock, ClockStore],
    ...[RequestSearch, Terms, LinkedTasks],
    ...[GuestsStore, GuestLinks, GuestDoor, GuestDesk, GuestFilesStore, GuestFiles],
    ...actions,
    ...[RequestsResolver, AnswersResolver, EscalationResolver, TermsResolver],
    ...[RequestFields, ConversationFields, EntryFields, NoteFields],
    ...[RequestAnswerFields, AnswerFields, ExtensionFields, RequestLadderFields, EscalationFields],
    ...[RequestAttachments, FilesOfRequest, FilesOfEntry, FilesOfAnswer, FilesOfNote],
    ...[PartnershipRequestFields, ViewerRequestFields],
    ...[ReactionsStore, ReactionsResolver, PartnershipReactionFields, ReactionSharingFields],
  ],
  exports: [...actions, LinkedTasks],
})
export class RequestsModule {}
