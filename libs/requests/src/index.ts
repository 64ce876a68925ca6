import type { Migration } from '#libs/platform';
import { CreateRequests1796120000000 } from '../migrations/1796120000000-create-requests.js';
import { CloseRequests1796120000100 } from '../migrations/1796120000100-close-requests.js';
import { ClocksOfRequests1796120000300 } from '../migrations/1796120000300-clocks-of-requests.js';
import { SearchRequests1796120000400 } from '../migrations/1796120000400-search-requests.js';
import { GuestsOfRequests1796120100000 } from '../migrations/1796120100000-guests-of-requests.js';
import { WhatGuestsMay1796120100100 } from '../migrations/1796120100100-what-guests-may.js';
import { FilesOfGuests1796140300200 } from '../migrations/1796140300200-files-of-guests.js';
import { FilesOfRequests1796140300100 } from '../migrations/1796140300100-files-of-requests.js';
import { GuestUploadsUnderway1796140320200 } from '../migrations/1796140320200-guest-uploads-underway.js';
import { SharedReactionTimes1796120000200 } from '../migrations/1796120000200-shared-reaction-times.js';

export { AnswerRequest } from './answers/actions/answer-request.js';
export { AskMoreTime } from './answers/actions/ask-more-time.js';
export { JudgeRequestAnswer } from './answers/actions/judge-request-answer.js';
export { SettleCommitment } from './answers/actions/settle-commitment.js';
export { AddRequestMessage } from './conversation/actions/add-request-message.js';
export { AddRequestNote } from './conversation/actions/add-request-note.js';
export { MarkRequestRead } from './conversation/actions/mark-request-read.js';
export { RemindRequest } from './conversation/actions/remind-request.js';
export { DecideEscalation } from './escalation/actions/decide-escalation.js';
export { ProposeEscalation } from './escalation/actions/propose-escalation.js';
export { ChangeRequestStatus } from './lifecycle/actions/change-request-status.js';
export { CreateRequest } from './lifecycle/actions/create-request.js';
export { JoinRequest } from './lifecycle/actions/join-request.js';
export { SendRequest } from './lifecycle/actions/send-request.js';
export { UpdateRequest } from './lifecycle/actions/update-request.js';
export { LinkedTasks } from './linked-tasks.js';
export { checkRequestRules, importRequestRules } from './reference/import-request-rules.js';
export { RequestType } from './request.types.js';
export { RequestsModule } from './requests.module.js';

/** Migrations of this room. */
export const requestsMigrations: Migration[] = [
  CreateRequests1796120000000,
  CloseRequests1796120000100,
  SharedReactionTimes1796120000200,
  ClocksOfRequests1796120000300,
  SearchRequests1796120000400,
  GuestsOfRequests1796120100000,
  WhatGuestsMay1796120100100,
  FilesOfRequests1796140300100,
  FilesOfGuests1796140300200,
  GuestUploadsUnderway1796140320200,
];
