import type { Language } from '../../i18n/locales.js';
import type { Problem } from '../../live/problem.js';

export const choices = ['CAN', 'PARTLY', 'CANNOT', 'NOT_OURS'] as const;
export type Choice = (typeof choices)[number];

export interface Draft {
  choice: Choice | null;
  text: string;
  commitmentOn: string | null;
  forwardNote: string;
}

export interface Answer {
  id: string;
  choice: Choice;
  text: string;
  forwardNote: string | null;
  at: string;
  by: string | null;
  verdict: 'ACCEPTED' | 'NOT_SUFFICIENT' | null;
  verdictReason: string | null;
  commitmentOn: string | null;
}

/** A file of the request; with `RequestGuest` it waits for the answer to be sent. */
export interface DeskFile {
  id: string;
  name: string;
  size: number;
  status: 'CHECKING' | 'READY' | 'REFUSED';
  at: string;
  with: 'Request' | 'RequestEntry' | 'RequestAnswer' | 'RequestGuest';
  withId: string;
}

/** A file of an answer that was not sent yet, which did not arrive as a whole: on its way, or stopped by a reload. */
export interface DeskUpload {
  id: string;
  name: string;
  size: number;
  received: number;
}

/** One request, as somebody without an account may see it. */
export interface Desk {
  guest: { email: string; name: string | null };
  reference: string;
  title: string;
  text: string;
  status: string;
  awaited: boolean;
  ended: boolean;
  late: boolean;
  dueOn: string;
  sentAt: string;
  sentBy: string | null;
  actor: string;
  municipalities: string[];
  basis: string | null;
  messages: { id: string; side: 'ASKING' | 'ACTOR'; text: string; at: string; by: string | null }[];
  answers: Answer[];
  extensions: {
    id: string;
    untilOn: string;
    state: 'ASKED' | 'GRANTED' | 'REFUSED';
    decisionReason: string | null;
  }[];
  passedOn: { id: string; to: string; at: string; by: string | null }[];
  draft: (Draft & { savedAt: string }) | null;
  accountPath: string;
  files: DeskFile[];
  underway: DeskUpload[];
}

/** A code that is on its way. */
export interface CodeSent {
  to: string;
  language: Uppercase<Language>;
  reference: string;
}

export type Outcome<T> = { ok: true; data: T } | { ok: false; problem: Problem };

const patience = 20_000;

/** Why an answer refuses. */
export async function refusalOf(response: Response): Promise<Problem> {
  const answer = (await response.json()) as { errors?: { extensions?: Problem }[] };
  const { code = 'INTERNAL', field, args = {}, traceId } = answer.errors?.[0]?.extensions ?? {};
  return { code, field, args, traceId };
}

/** Every call names the link; the cookie says whether the code was given. */
export async function call<T>(path: string, link: string, body: object = {}): Promise<Outcome<T>> {
  try {
    const response = await fetch(`/answer/${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, link }),
      signal: AbortSignal.timeout(patience),
    });
    if (response.ok) return { ok: true, data: (await response.json()) as T };
    return { ok: false, problem: await refusalOf(response) };
  } catch {
    return { ok: false, problem: { code: 'OFFLINE', args: {} } };
  }
}
