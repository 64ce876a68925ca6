import { toGlobalId } from '#libs/kernel';
import type { Answer, Client } from './client.js';
import type { Persona, Stage } from './partnership.js';

/** A service client as a manager sees it. */
export interface ManagedClient {
  id: string;
  clientId: string;
  name: string;
  scopes: string[];
  role: string;
  expiresOn: string;
  state: string;
  version: number;
  lastUsedAt: string | null;
  keys: { id: string; kind: string; hint: string; expiresAt: string | null; lastUsedAt: string | null }[];
}

export const CLIENT_FIELDS = `id clientId name scopes role expiresOn state version lastUsedAt
  keys { id kind hint expiresAt lastUsedAt } organisation { name } createdBy { displayName }`;
const CREATE = `mutation ($input: CreateServiceClientInput!) {
  createServiceClient(input: $input) { client { ${CLIENT_FIELDS} } secret } }`;

/** A day so many days from now. */
export const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What a manager asks for; the organisation is the one of a persona. */
export interface NewClient extends Record<string, unknown> {
  worksFor?: Persona;
  name?: string;
  scopes?: string[];
}

type Created = { createServiceClient: { client: ManagedClient; secret: string | null } };

/** The answer to a manager who connects a system. */
export const tryToConnect = (
  stage: Stage,
  by: Client,
  { worksFor = 'member', ...input }: NewClient = {},
): Promise<Answer<Created>> =>
  by.ask<Created>(CREATE, {
    input: {
      partnershipId: stage.partnershipId,
      name: `Systeem ${Math.random().toString(36).slice(2)}`,
      organisationId: toGlobalId('Organisation', stage.people[worksFor].organisationId),
      scopes: ['read'],
      expiresOn: dayFromNow(30),
      ...input,
    },
  });

/** A connected system, by a manager who may do so. */
export const connect = async (
  stage: Stage,
  by: Client,
  input: NewClient = {},
): Promise<{ client: ManagedClient; secret: string }> => {
  const { data, errors } = await tryToConnect(stage, by, input);
  if (errors ?? !data) throw new Error(`no service client: ${JSON.stringify(errors)}`);
  const { client, secret } = data.createServiceClient;
  return { client, secret: secret ?? '' };
};

/** A request to the token endpoint as it is, and what came back. */
export const askToken = async (
  url: string,
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Record<string, string> }> => {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof form === 'string' ? form : new URLSearchParams(form),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, string>,
  };
};

/** A token by secret, for all scopes or those named. */
export const tokenFor = async (
  url: string,
  { client, secret }: { client: ManagedClient; secret: string },
  scope?: string,
): Promise<string> => {
  const form = { grant_type: 'client_credentials', client_id: client.clientId, client_secret: secret };
  const { status, body } = await askToken(url, { ...form, ...(scope && { scope }) });
  if (status !== 200) throw new Error(`no token: ${status} ${JSON.stringify(body)}`);
  return body.access_token!;
};
