import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resolve } from 'node:path';

const API_PATHS = /^\/(graphql|answer|auth|oauth|\.well-known|livez|readyz|metrics)(\/|\?|$)/;

/** Serves the built web app: its files, and its first page for every address that is one of its screens. */
export const serveWebApp = async (app: NestFastifyApplication, folder: string): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, {
    root: resolve(folder),
    wildcard: false,
    // Built files carry a fingerprint in their name; the first page does not.
    setHeaders: (response, path) =>
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  fastify.get('/*', async (request: FastifyRequest, reply: FastifyReply) => {
    if (API_PATHS.test(request.url) || !request.headers.accept?.includes('text/html'))
      return reply.status(404).type('text/plain; charset=utf-8').send('Not found');
    return reply.sendFile('index.html');
  });
};
