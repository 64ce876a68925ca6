import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, type Context, type ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { Authenticator, type Credentials } from './authenticator.js';
import { Admission, type Asker } from './admission.js';
import { Executor, type PreparedOperation } from './executor.js';
import { SocketSubscriber } from './delivery/socket-subscriber.js';
import { SharedDelivery } from './delivery/subscriber.js';
import { formatError } from './format-error.js';
import { limitErrors } from './limits.js';
import { CONFIG, type Config } from '../config.js';
import { fromOwnSite } from '../http/own-site.js';
import { addressOf } from '../limits/address.js';
import { limits } from '../limits/limits.js';

type Connection = Extra & Partial<Record<PropertyKey, never>>;
type Params = { authorization?: unknown };

/** Who is behind a socket, and the connection under it. */
interface Peer extends Asker {
  credentials: Credentials;
  /** When the identity was looked up, in milliseconds. */
  asOf: number;
  socket: WebSocket;
  connection: Duplex;
}

/** What travels from the check of an operation to its execution. */
interface Operation {
  id: string;
  prepared: PreparedOperation;
  peer: Peer;
}

const PING_EVERY_MS = 15_000;
/** How old what we know of a peer may be, and how often it is checked that its session goes on, in milliseconds. */
const RENEW_EVERY_MS = 3_000;
/** Close code of the protocol for somebody who is not signed in any more. */
const UNAUTHORIZED = 4401;

/** GraphQL over WebSocket (graphql-transport-ws), on the path and through the executor that HTTP uses. */
@Injectable()
export class SocketTransport implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly peers = new Map<object, Peer>();
  private readonly connections = new WeakMap<object, Duplex>();
  private sweep?: NodeJS.Timeout;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socket.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });
  private protocol?: ReturnType<typeof useServer>;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly executor: Executor,
    private readonly authenticator: Authenticator,
    private readonly admission: Admission,
    private readonly delivery: SharedDelivery,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    // Without HTTP, as when the demo is loaded, there is nothing to mount on.
    const adapter = this.http.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    const server = adapter?.getHttpServer() as Server | undefined;
    server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (URL.parse(request.url ?? '/', 'http://localhost')?.pathname !== '/graphql' || !this.isOurs(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.connections.set(webSocket, socket);
        this.sockets.emit('connection', webSocket, request);
      });
    });
    this.protocol = useServer<Params, Record<PropertyKey, never>>(this.options(), this.sockets, PING_EVERY_MS);
    this.sweep = setInterval(() => {
      // While the database is away nobody is sent away.
      this.closeEnded().catch(() => undefined);
    }, RENEW_EVERY_MS);
    this.sweep.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.sweep);
    await this.protocol?.dispose();
  }

  private options(): ServerOptions<Params, Connection> {
    return {
      connectionInitWaitTimeout: limits.socket.greetingMs,
      onConnect: (context) => this.connect(context),
      onClose: ({ extra }) => void this.peers.delete(extra.socket),
      onSubscribe: async (context, id, request) => {
        try {
          if (Object.keys(context.subscriptions).length > limits.socket.operations)
            throw limitErrors.TOO_MANY_OPERATIONS();
          const peer = this.peers.get(context.extra.socket)!;
          const admitted = await this.admission.admit(request, peer);
          if (!('prepared' in admitted)) return [formatError(admitted.error)];
          const { prepared } = admitted;
          const operation: Operation = { id, prepared, peer };
          return { ...prepared.args, contextValue: operation };
        } catch (error) {
          return [formatError(error)];
        }
      },
      execute: (args) =>
        this.answer(async ({ prepared, peer }) => {
          await this.renew(peer, 0);
          return this.executor.execute(prepared, peer.identity);
        }, args.contextValue as Operation),
      subscribe: (args) =>
        this.answer(async (operation) => {
          await this.renew(operation.peer);
          return this.stream(operation);
        }, args.contextValue as Operation) as never,
    };
  }

  /** Browsers name the page that opens a socket; a page of another site may not use this one's cookie. */
  private isOurs({ headers }: IncomingMessage): boolean {
    return fromOwnSite(headers, this.config.publicUrl);
  }

  private async connect(context: Context<Params, Connection>): Promise<boolean> {
    const { socket, request } = context.extra;
    const { authorization } = context.connectionParams ?? {};
    const credentials: Credentials = {
      cookie: request.headers.cookie,
      authorization: typeof authorization === 'string' ? authorization : undefined,
    };
    const identity = await this.authenticator.authenticate(credentials);
    // Whoever left meanwhile is not kept.
    if (socket.readyState !== WebSocket.OPEN) return false;
    const address = addressOf(request, this.config.trustedProxies);
    const connection = this.connections.get(socket)!;
    this.peers.set(socket, { credentials, identity, address, socket, connection, asOf: Date.now() });
    return identity.accountId !== null;
  }

  private async answer<T>(run: (operation: Operation) => Promise<T>, operation: Operation) {
    try {
      return await run(operation);
    } catch (error) {
      return { errors: [formatError(error)] };
    }
  }

  private async stream({ id, prepared, peer }: Operation) {
    const subscriber = new SocketSubscriber(id, peer.socket, peer.connection, () => peer.identity);
    const shared = this.delivery.open(prepared, subscriber);
    if (shared) return subscriber.stream(await shared);
    return this.executor.subscribe(prepared, async () => {
      await this.renew(peer);
      return peer.identity;
    });
  }

  /** Looks up again who this is, unless it was done just now; a session that ended closes the socket. */
  private async renew(peer: Peer, maximumAgeMs = RENEW_EVERY_MS): Promise<void> {
    if (Date.now() - peer.asOf < maximumAgeMs) return;
    peer.identity = await this.authenticator.authenticate({ ...peer.credentials, streaming: true });
    peer.asOf = Date.now();
    if (peer.identity.accountId === null) peer.socket.close(UNAUTHORIZED, 'Unauthorized');
  }

  /** One question for all sockets: whose session is over? */
  private async closeEnded(): Promise<void> {
    const peers = [...this.peers.values()].filter(({ identity }) => identity.accountId !== null);
    if (peers.length === 0) return;
    const good = await this.authenticator.stillGood(peers.map(({ credentials }) => credentials));
    peers.forEach(({ socket }, index) => {
      if (!good[index]) socket.close(UNAUTHORIZED, 'Unauthorized');
    });
  }
}
