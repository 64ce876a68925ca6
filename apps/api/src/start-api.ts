import { limits, refuseOtherSites, type Config } from '#libs/platform';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { secureHeaders } from './secure-headers.js';
import { serveWebApp } from './web-app.js';

// The default of 511 makes clients that all come back at once wait a second.
const LISTEN_BACKLOG = 4_096;

/** Builds the API and listens. */
export const startApi = async (config: Config): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: limits.http.bodyBytes,
    // What is being answered is finished when the process goes.
    forceCloseConnections: 'idle',
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    // Node looks at its header and request timeouts only this often, in milliseconds.
    http: {
      connectionsCheckingInterval: 2_000,
      headersTimeout: limits.http.headersMs,
      requestTimeout: limits.http.requestMs,
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    logger: new ConsoleLogger({ json: true, logLevels: ['error', 'warn'] }),
    abortOnError: false,
  });
  refuseOtherSites(adapter.getInstance(), config.publicUrl);
  await secureHeaders(app, config);
  if (config.webDir) await serveWebApp(app, config.webDir);
  await app.listen({ host: config.host, port: config.port, backlog: LISTEN_BACKLOG });
  return app;
};
