/**
 * What a run left behind: what the database holds at the end, what writers were told, and what every reader received. All a
 * verdict needs, so that a verdict can be repeated. Moments are milliseconds since 1970, of one machine; ids are global.
 */
export interface History {
  partnerships: Partnership[];
  changes: Change[];
  readers: Reader[];
  /** When something that readers need was broken on purpose, or the machine stood still: no deadline runs then. */
  disturbed: Interval[];
  /** How long a stream may go on after a right has ended, in undisturbed milliseconds. */
  patienceMs: number;
}

export interface Interval {
  from: number;
  until: number;
}

/** A partnership as the database holds it at the end. */
export interface Partnership {
  id: string;
  /** What the counter row says. */
  head: number;
  log: LogLine[];
  tasks: Task[];
  comments: Comment[];
}

export interface LogLine {
  sequence: number;
  type: string;
  /** Before its commit. */
  at: number;
  subjectId: string;
  version: number | null;
  /** Actors outside the partnership who may know of it. */
  parties: string[];
  /** The organisation that keeps it to itself; null for what the whole partnership may know. */
  keptBy: string | null;
}

export interface Task {
  id: string;
  /** Key of the change that made it. */
  origin: string;
  title: string;
  status: string;
  version: number;
  /** Actors it is shared with. */
  parties: string[];
  keptBy: string | null;
}

export interface Comment {
  /** Key of the change that made it. */
  body: string;
  taskId: string;
  keptBy: string | null;
}

/** A change somebody wanted to make, sent again with the same key until there was an answer. */
export interface Change {
  key: string;
  kind: 'create' | 'update' | 'comment';
  partnershipId: string;
  /** Absent for a task whose making was never answered. */
  taskId?: string;
  /** Version of the task after the change; absent when others change the same task. */
  version?: number;
  /** Title of the task after the change; absent when that is not for this change to say. */
  title?: string;
  /** Actors the task is shared with after the change; absent when that is not for this change to say. */
  parties?: string[];
  /** Unknown: no answer came, so it may have happened or not. */
  outcome: 'acknowledged' | 'refused' | 'unknown';
  code?: string;
}

/** Somebody who followed one partnership from its beginning, through whatever happened. */
export interface Reader {
  name: string;
  partnershipId: string;
  /** The actor whose staff it is; null inside the partnership, where every event is visible. */
  party: string | null;
  /** For whom it works: what others keep to themselves is not for it. */
  organisation: string | null;
  /** Times without rights: from when that was durable until it began to be undone; Infinity when it never was. */
  withdrawn: Interval[];
  /** Times in which it read nothing or its connection was frozen. */
  deaf: Interval[];
  trace: Entry[];
}

export type Entry = Screen | Opened | Received | Ended | Closed;

/** The whole screen, read at the start and whenever the stream asked for it. */
export interface Screen {
  kind: 'screen';
  asked: number;
  at: number;
  tasks: ShownTask[];
}

/** A subscription was asked for, behind the cursor of the last event or of the screen. */
export interface Opened {
  kind: 'opened';
  at: number;
}

export interface Received {
  kind: 'event';
  at: number;
  sequence: number;
  type: string;
  subjectId: string;
  version: number | null;
  /** The task as it was shown with the event; null when it may not be seen, or is no task. */
  task: ShownTask | null;
}

/** The server ended the stream, with a code when it gave one. */
export interface Ended {
  kind: 'ended';
  at: number;
  code: string;
}

/** The connection is gone, whoever cut it. */
export interface Closed {
  kind: 'closed';
  at: number;
}

/** A task as a reader is shown it, with the number of comments they may read. */
export type ShownTask = Pick<Task, 'id' | 'title' | 'status' | 'version'> & { comments: number };
