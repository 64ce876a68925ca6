import { WebSocket } from 'ws';

/** What a subscription tells whoever opened it. */
export interface Listener {
  next(data: unknown): void;
  /** A sign of life with the cursor of where the log stands, once everything up to there has been delivered. */
  beat(cursor: string): void;
  /** The server ended the stream: with the code of an error, or COMPLETE. */
  ended(code: string): void;
  /** The connection is gone, with its close code. */
  closed(code: number): void;
}

export interface Stream {
  pause(): void;
  resume(): void;
  close(): void;
}

/** Opens a subscription at an address; it never throws, but closes. */
export type OpenStream = (url: string, token: string, request: object, listener: Listener) => Stream;

/** How often a client asks whether the other end is there, and how long it believes in silence, in milliseconds. */
const ASK_EVERY_MS = 1_500;
const SILENCE_MS = 4_500;

interface Answer {
  data?: unknown;
  errors?: { extensions?: { code?: string } }[];
}

const codeOf = ({ errors }: Answer): string | undefined => errors && (errors[0]?.extensions?.code ?? 'INTERNAL');

/** A result goes to the listener; one with errors is the end, whatever data came with it. */
const receive = (answer: Answer, listener: Listener): void => {
  const code = codeOf(answer);
  if (code) listener.ended(code);
  else listener.next(answer.data);
};

/** Over a WebSocket of its own (graphql-transport-ws). */
export const openSocket: OpenStream = (url, token, request, listener) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
    handshakeTimeout: SILENCE_MS,
  });
  let heard = Date.now();
  let paused = false;
  const say = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const asking = setInterval(() => {
    if (paused) heard = Date.now();
    else if (Date.now() - heard > SILENCE_MS) socket.terminate();
    say({ type: 'ping' });
  }, ASK_EVERY_MS);
  socket.on('open', () => say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  socket.on('message', (raw: Buffer) => {
    heard = Date.now();
    const message = JSON.parse(raw.toString()) as { type: string; payload?: Answer & { cursor?: string } };
    switch (message.type) {
      case 'connection_ack':
        return say({ type: 'subscribe', id: '1', payload: request });
      case 'ping':
        if (message.payload?.cursor) listener.beat(message.payload.cursor);
        return say({ type: 'pong' });
      case 'next':
        return receive(message.payload!, listener);
      case 'error':
        return listener.ended(codeOf({ errors: message.payload as Answer['errors'] }) ?? 'INTERNAL');
      case 'complete':
        return listener.ended('COMPLETE');
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    clearInterval(asking);
    listener.closed(code);
  });
  return {
    pause: () => {
      paused = true;
      socket.pause();
    },
    resume: () => {
      paused = false;
      heard = Date.now();
      socket.resume();
    },
    close: () => socket.terminate(),
  };
};

/** As server-sent events (graphql-sse, distinct connections mode). */
export const openEventStream: OpenStream = (url, token, request, listener) => {
  const stop = new AbortController();
  let gate = Promise.resolve();
  let release: () => void = () => undefined;
  const read = async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      signal: stop.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(request),
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
      return receive((await response.json()) as Answer, listener);
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      await gate;
      text += chunk;
      const messages = text.split('\n\n');
      text = messages.pop()!;
      for (const message of messages) {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(message)?.[1];
        if (field('event') === 'next') receive(JSON.parse(field('data')!) as Answer, listener);
        if (field('event') === 'complete') listener.ended('COMPLETE');
      }
    }
  };
  void read()
    .catch(() => undefined)
    .then(() => listener.closed(0));
  return {
    pause: () => {
      gate = new Promise((resolve) => (release = resolve));
    },
    resume: () => release(),
    close: () => {
      stop.abort();
      release();
    },
  };
};
