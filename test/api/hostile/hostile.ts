import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { WebSocket, type ClientOptions } from 'ws';

/** Refused within this time, or not at all. */
export const PATIENCE_MS = 2_000;

/** Where hostile requests go, and as whom. */
export interface Target {
  url: string;
  socketUrl: string;
  token: string;
  cookie: string;
  /** Global id of a partnership the sender works in. */
  partnershipId: string;
  /** Global id of one that is none of the sender's business. */
  foreignId: string;
  /** Global id of a task the sender may change. */
  taskId: string;
}

/** A hostile request and, in words, how it is refused: the HTTP status or close code, the error code, what it is about. */
export interface Hostile {
  name: string;
  expected: string;
  send(target: Target): Promise<string>;
}

interface Refusal {
  /** As OAuth says it. */
  error?: string;
  errors?: { extensions?: { code?: string; args?: Record<string, unknown> } }[];
  data?: Record<string, unknown> | null;
}

const wordsOf = ({ error, errors, data }: Refusal): string[] => {
  if (typeof error === 'string') return [error];
  const { code, args } = errors?.[0]?.extensions ?? {};
  const about = args?.limit ?? args?.reason;
  if (code)
    return [code, ...(typeof args?.reason === 'string' ? [args.reason] : typeof about === 'string' ? [about] : [])];
  // Without an error it has to be the answer for something that does not exist.
  return data &&
    Object.values(data)
      .flat()
      .every((value) => value === null)
    ? ['null']
    : data
      ? ['ANSWERED']
      : [];
};

/** An HTTP answer in words. */
export const verdict = async (response: Response): Promise<string> => {
  const text = await response.text();
  let words: string[] = [];
  try {
    words = wordsOf(JSON.parse(text) as Refusal);
  } catch {
    // No JSON: the status says it all.
  }
  return [response.status, ...words].join(' ');
};

/** Any HTTP request. */
export const http = async (url: string, init: RequestInit): Promise<string> =>
  verdict(await fetch(url, { redirect: 'manual', ...init, signal: AbortSignal.timeout(PATIENCE_MS) }));

/** A GraphQL operation over HTTP. */
export const ask = (url: string, body: object, token?: string): Promise<string> =>
  http(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

/** A document sent by somebody who is signed in. */
export const document = (name: string, query: string, expected: string, variables?: object): Hostile => ({
  name,
  expected,
  send: ({ url, token }) => ask(url, { query, variables }, token),
});

/** Bytes on a bare connection; answers the status of the first answer, or `closed`. */
export const bytes = (url: string, sent: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let received = '';
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer in ${String(PATIENCE_MS)} ms, received ${JSON.stringify(received)}`));
    }, PATIENCE_MS);
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 'closed');
    };
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('\r\n\r\n')) end();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(sent);
  });

/** A socket that does something; answers the close code, or the words of the first error frame. */
export const socket = async (
  { socketUrl, token }: Target,
  act: (peer: WebSocket, send: (frame: unknown) => void) => void,
  {
    greet = true,
    protocol = 'graphql-transport-ws',
    ...options
  }: ClientOptions & { greet?: boolean; protocol?: string } = {},
): Promise<string> => {
  const peer = new WebSocket(socketUrl, protocol, options);
  const send = (frame: unknown) => {
    peer.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  };
  const outcome = new Promise<string>((resolve) => {
    peer.on('error', (error) => resolve(/\b(\d{3})\b/.exec(error.message)?.[1] ?? error.message));
    peer.on('close', (code) => resolve(String(code)));
    peer.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as { type: string; payload?: never };
      if (type === 'connection_ack') act(peer, send);
      if (type === 'error') resolve(['error', ...wordsOf({ errors: payload })].join(' '));
      if (type === 'next') resolve(['next', ...wordsOf(payload as unknown as Refusal)].join(' '));
    });
    peer.on('open', () => {
      if (greet) send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      else act(peer, send);
    });
  });
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer in ${String(PATIENCE_MS)} ms`);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    peer.terminate();
  }
};
