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
  files: { id: string; name: string; status: string; with: string }[];
  underway: { id: string; name: string; size: number; received: number }[];
}

/** An answer to somebody without an account. */
export interface GuestAnswer {
  status: number;
  body: GuestSees & { to?: string; id?: string; savedAt?: string; errors?: ApiError[] };
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

  /** Fetches a file. */
  fetch(id: string): Promise<Response> {
    return fetch(`${this.url}/answer/files/fetch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }) },
      body: JSON.stringify({ link: this.link, id }),
    });
  }

  /** Sends the next bytes of a file. */
  append(id: string, from: number, bytes: Uint8Array): Promise<Response> {
    return fetch(`${this.url}/answer/files/${id}`, {
      method: 'PATCH',
      headers: {
        ...{
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(from),
          'answer-link': this.link,
        },
        ...(this.cookie && { cookie: this.cookie }),
      },
      body: Buffer.from(bytes),
    });
  }

  /** Sends a file piece by piece; answers its id, and why it was refused. */
  async send(name: string, bytes: Uint8Array, piece = bytes.length): Promise<{ id: string; code: string | undefined }> {
    const { status, body, code } = await this.call('files', { name, size: bytes.length });
    if (status >= 400) return { id: '', code };
    for (let from = 0; from < bytes.length; from += piece) {
      const response = await this.append(body.id!, from, bytes.subarray(from, from + piece));
      const { errors } = (await response.json()) as { errors?: ApiError[] };
      if (errors) return { id: body.id!, code: errors[0]?.extensions.code };
    }
    return { id: body.id!, code: undefined };
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
