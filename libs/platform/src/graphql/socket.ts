import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type Context, type ServerOptions } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Credentials } from './authenticator.js';
import { Admission } from './admission.js';
import { Executor, type PreparedOperation } from './executor.js';
import { SocketSubscriber } from './delivery/socket-subscriber.js';
import { SharedDelivery } from './delivery/subscriber.js';
import { formatError } from './format-error.js';
import { limitErrors } from './limits.js';
import { Peers, type Peer } from './peers.js';
import { link, type SocketExtra } from './socket-link.js';
import { CONFIG, type Config } from '../config.js';
import { Connections } from '../http/connections.js';
import { fromOwnSite } from '../http/own-site.js';
import { addressOf } from '../limits/address.js';
import { limits } from '../limits/limits.js';

type Params = { authorization?: unknown };

/** A peer, its socket, and the connection under it. */
interface Wire {
  peer: Peer;
  socket: WebSocket;
  connection: Duplex;
  /** Queries and mutations that are being answered. */
  running: number;
  /** To be closed as soon as everything is answered. */
  leaving?: boolean;
}

/** What travels from the check of an operation to its execution. */
interface Operation {
  id: string;
  prepared: PreparedOperation;
  wire: Wire;
}

/** Close code of the protocol for somebody who is not signed in any more. */
const UNAUTHORIZED = 4401;
/** Close code for everybody when the process goes: come back, another one is there. */
const SERVICE_RESTART = 1012;

/** GraphQL over WebSocket (graphql-transport-ws), on the path and through the executor that HTTP uses. */
@Injectable()
export class SocketTransport implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly wires = new Map<object, Wire>();
  private readonly connections = new WeakMap<object, Duplex>();
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socket.frameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false),
  });

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly executor: Executor,
    private readonly peers: Peers,
    private readonly admission: Admission,
    private readonly delivery: SharedDelivery,
    private readonly open: Connections,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    // Without HTTP, as when the demo is loaded, there is nothing to mount on.
    const adapter = this.http.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    const server = adapter?.getHttpServer() as Server | undefined;
    const protocol = makeServer<Params, SocketExtra>(this.options());
    server?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (URL.parse(request.url ?? '/', 'http://localhost')?.pathname !== '/graphql' || !this.isOurs(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      if (this.open.draining) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.keep(webSocket, socket);
        const { cookie } = request.headers;
        const address = addressOf(request, this.config.trustedProxies);
        // Not the request itself: it would stay as long as the socket.
        link(protocol, { socket: webSocket, cookie, address }, socket);
      });
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.open.drain();
    for (const socket of this.sockets.clients) socket.terminate();
  }

  private options(): ServerOptions<Params, SocketExtra> {
    return {
      connectionInitWaitTimeout: limits.socket.greetingMs,
      onConnect: (context) => this.connect(context),
      onClose: ({ extra }) => this.forget(extra.socket),
      onSubscribe: async (context, id, request) => {
        try {
          if (Object.keys(context.subscriptions).length > limits.socket.operations)
            throw limitErrors.TOO_MANY_OPERATIONS();
          const wire = this.wires.get(context.extra.socket)!;
          const admitted = await this.admission.admit(request, wire.peer);
          if (!('prepared' in admitted)) return [formatError(admitted.error)];
          const { prepared } = admitted;
          const operation: Operation = { id, prepared, wire };
          return { ...prepared.args, contextValue: operation };
        } catch (error) {
          return [formatError(error)];
        }
      },
      execute: (args) =>
        this.answer(async ({ prepared, wire }) => {
          wire.running++;
          try {
            await this.peers.renew(wire.peer, 0);
            return await this.executor.execute(prepared, wire.peer.identity);
          } finally {
            // Once the answer is on its way.
            setImmediate(() => --wire.running === 0 && wire.leaving && this.sendAway(wire.socket));
          }
        }, args.contextValue as Operation),
      subscribe: (args) =>
        this.answer(async (operation) => {
          await this.peers.renew(operation.wire.peer);
          return this.stream(operation);
        }, args.contextValue as Operation) as never,
    };
  }

  private keep(webSocket: WebSocket, connection: Duplex): void {
    this.connections.set(webSocket, connection);
    const closed = this.open.add({
      transport: 'websocket',
      queuedBytes: () => connection.writableLength,
      sendAway: () => this.sendAway(webSocket),
    });
    webSocket.on('close', closed);
    // Each of its operations may wait for it to be read.
    connection.setMaxListeners(0);
  }

  private sendAway(socket: WebSocket): void {
    const wire = this.wires.get(socket);
    if (wire && wire.running > 0) {
      wire.leaving = true;
      return;
    }
    socket.close(SERVICE_RESTART, 'Restart');
    setTimeout(() => socket.terminate(), limits.socket.goodbyeMs).unref();
  }

  /** Browsers name the page that opens a socket; a page of another site may not use this one's cookie. */
  private isOurs({ headers }: IncomingMessage): boolean {
    return fromOwnSite(headers, this.config.publicUrl);
  }

  private async connect(context: Context<Params, SocketExtra>): Promise<boolean> {
    const { socket, cookie, address } = context.extra;
    const { authorization } = context.connectionParams ?? {};
    const credentials: Credentials = {
      cookie,
      authorization: typeof authorization === 'string' ? authorization : undefined,
    };
    const peer = await this.peers.welcome(credentials, address, () => socket.close(UNAUTHORIZED, 'Unauthorized'));
    this.wires.set(socket, { peer, socket, connection: this.connections.get(socket)!, running: 0 });
    // Whoever left meanwhile is not kept.
    if (socket.readyState !== WebSocket.OPEN) this.forget(socket);
    return peer.identity.accountId !== null;
  }

  private forget(socket: object): void {
    const wire = this.wires.get(socket);
    if (wire) this.peers.leave(wire.peer);
    this.wires.delete(socket);
  }

  private async answer<T>(run: (operation: Operation) => Promise<T>, operation: Operation) {
    try {
      return await run(operation);
    } catch (error) {
      return { errors: [formatError(error)] };
    }
  }

  private async stream({ id, prepared, wire: { peer, socket, connection } }: Operation) {
    const subscriber = new SocketSubscriber(
      ...([id, socket, connection] as const),
      () => peer.identity,
      (maximumAgeMs) => this.peers.current(peer, maximumAgeMs),
    );
    const shared = this.delivery.open(prepared, subscriber);
    if (shared) return subscriber.stream(await shared);
    return this.executor.subscribe(prepared, async () => {
      await this.peers.renew(peer);
      return peer.identity;
    });
  }
}
