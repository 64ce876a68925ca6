import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { commonErrors } from '#libs/kernel';
import { formatError } from '../graphql/format-error.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request comes from a page of our own, or from no page at all. Browsers say so in `Sec-Fetch-Site`, which no page
 * can forge; older ones in `Origin`.
 */
export const fromOwnSite = (headers: IncomingHttpHeaders, publicUrl?: string): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (headers.origin === undefined) return true;
  const origin = URL.parse(headers.origin);
  return origin !== null && (origin.host === headers.host || origin.origin === URL.parse(publicUrl ?? '')?.origin);
};

/** Refuses whatever could change something when a page of another site sends it: that page may not use our cookie. */
export const refuseOtherSites = (fastify: FastifyInstance, publicUrl?: string): void => {
  fastify.addHook('onRequest', async ({ method, headers }, reply) => {
    if (READING.has(method) || fromOwnSite(headers, publicUrl)) return;
    await reply.status(403).send({ errors: [formatError(commonErrors.FORBIDDEN())] });
  });
};
