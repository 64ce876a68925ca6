import type { ApiError } from './client.js';
import type { World } from './world.js';

/** What a guest sees, as the tests read it. */
export interface GuestSees {
  reference: string;
  title: string;
  text: string;
  status: string;
  dueOn: string;
  awaited: boolean;
  ended: boolean;
  guest: { email: string; name: string | null; language: string };
  municipalities: string[];
  messages: { side: string; text: string; by: string | null }[];
  answers: { choice: string; text: string; by: string | null; commitmentOn: string | null }[];
  extensions: { untilOn: string; state: string; byLaw: boolean }[];
  passedOn: { to: string; by: string | null }[];
  draft: { choice: string | null; text: string; savedAt: string } | null;
}

/** An answer to somebody without an account. */
export interface GuestAnswer {
  status: number;
  body: GuestSees & { to?: string; savedAt?: string; errors?: ApiError[] };
  /** The code of the refusal. */
  code: string | undefined;
}

/** Somebody of an actor with a link and no account. */
export class Guest {
  cookie = '';

  constructor(
    private readonly url: string,
    readonly link: string,
  ) {}

  async call(path: string, body: object = {}): Promise<GuestAnswer> {
    const response = await fetch(`${this.url}/answer/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }) },
      body: JSON.stringify({ link: this.link, ...body }),
    });
    const [set] = response.headers.getSetCookie();
    if (set && response.ok) this.cookie = set.split(';')[0]!;
    const answer = (await response.json()) as GuestAnswer['body'];
    return { status: response.status, body: answer, code: answer.errors?.[0]?.extensions.code };
  }

  /** Asks for a code, reads it in the mail and types it. */
  async enter(world: World): Promise<GuestSees> {
    await this.call('code');
    const { status, body } = await this.call('enter', { code: await mailedCode(world) });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  }
}

interface Mailed {
  recipient: string;
  subject: string;
  text: string;
}

/** Mails that wait, newest first. */
export const mailsOf = (world: World): Promise<Mailed[]> =>
  world.rows<Mailed>(
    `select recipient, subject, body_text as text from platform.mails order by created_at desc, id desc`,
  );

/** The code in the newest mail that has one. */
export const mailedCode = async (world: World): Promise<string> => {
  const codes = (await mailsOf(world)).map(({ text }) => /\b(\d{4} \d{4})\b/.exec(text)?.[1]);
  return codes.find((code) => code !== undefined)!;
};

/** The link in the newest mail to somebody. */
export const mailedLink = async (world: World, to: string): Promise<string> => {
  const links = (await mailsOf(world))
    .filter(({ recipient }) => recipient === to)
    .map(({ text }) => /\/antwoord#([\w-]{43})/.exec(text)?.[1]);
  return links.find((link) => link !== undefined)!;
};
