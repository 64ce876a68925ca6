import { createClient, type Client as SocketClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** An error as the API sends it. */
export interface ApiError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; field?: string; args: Record<string, unknown>; traceId: string };
}

/** An answer as the API sends it. */
export interface Answer<T> {
  data?: T | null;
  errors?: ApiError[];
}

/** What a subscription delivered so far, with ways to wait. */
export interface Inbox<T> {
  readonly received: T[];
  /** Why the stream ended, when it ended with an error. */
  readonly errors: ApiError[];
  readonly ended: boolean;
  /** Waits until so many have arrived. */
  atLeast(count: number, withinMs?: number): Promise<T[]>;
  /** Waits until something that fits has arrived. */
  until(fits: (value: T) => boolean, withinMs?: number): Promise<T>;
  untilEnd(withinMs?: number): Promise<void>;
  close(): void;
}

/** How long anything may take to happen on a busy machine, in milliseconds: only a failing test waits that long. */
export const PATIENCE_MS = 20_000;

/** Waits until something has come true; says what it waited for when it does not. */
export const eventually = async (done: () => Promise<boolean> | boolean, withinMs = PATIENCE_MS): Promise<void> => {
  for (const end = Date.now() + withinMs; !(await done()); await sleep(20))
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain for ${done.toString()}`);
};

const waitFor = async (done: () => boolean, withinMs: number, what: () => string): Promise<void> => {
  for (const end = Date.now() + withinMs; !done();) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain for ${what()}`);
    await sleep(10);
  }
};

/** Somebody who uses the API over HTTP and WebSocket. */
export class Client {
  private sockets: SocketClient[] = [];

  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  /** Signs in as one of the example people. */
  static async as(url: string, persona: string): Promise<Client> {
    const response = await fetch(`${url}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ persona }),
    });
    if (!response.ok) throw new Error(`nobody can sign in as ${persona}: ${response.status}`);
    return new Client(url, ((await response.json()) as { token: string }).token);
  }

  /** The whole answer, errors included. */
  async ask<T>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<T>;
  }

  /** The data of an answer without errors. */
  async get<T>(query: string, variables?: Record<string, unknown>): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    if (errors ?? !data) throw new Error(`unexpected errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The first error of an answer that must have one. */
  async refusal(query: string, variables?: Record<string, unknown>): Promise<ApiError> {
    const { data, errors } = await this.ask(query, variables);
    if (!errors?.[0]) throw new Error(`no error but ${JSON.stringify(data)}`);
    return errors[0];
  }

  /** Opens a subscription on a socket of its own. */
  subscribe<T>(query: string, variables?: Record<string, unknown>): Inbox<T> {
    const socket = createClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${this.token ?? ''}` },
    });
    this.sockets.push(socket);
    const received: T[] = [];
    const errors: ApiError[] = [];
    const state = { ended: false };
    const stop = socket.subscribe<T>(
      { query, variables },
      {
        next: (value) => {
          if (value.errors) errors.push(...(value.errors as unknown as ApiError[]));
          else received.push(value.data as T);
        },
        error: (error) => {
          errors.push(...(Array.isArray(error) ? (error as ApiError[]) : [{ message: String(error) } as ApiError]));
          state.ended = true;
        },
        complete: () => {
          state.ended = true;
        },
      },
    );
    const inbox: Inbox<T> = {
      received,
      errors,
      get ended() {
        return state.ended;
      },
      atLeast: async (count, withinMs = PATIENCE_MS) => {
        await waitFor(
          () => received.length >= count,
          withinMs,
          () => `${count} events, have ${received.length}`,
        );
        return received;
      },
      until: async (fits, withinMs = PATIENCE_MS) => {
        await waitFor(
          () => received.some(fits),
          withinMs,
          () => `an event, have ${JSON.stringify(received)}`,
        );
        return received.find(fits)!;
      },
      untilEnd: (withinMs = PATIENCE_MS) =>
        waitFor(
          () => state.ended,
          withinMs,
          () => 'the end of the stream',
        ),
      close: () => {
        stop();
        void socket.dispose();
      },
    };
    return inbox;
  }

  /** Closes every socket. */
  async close(): Promise<void> {
    for (const socket of this.sockets.splice(0)) await socket.dispose();
  }
}
