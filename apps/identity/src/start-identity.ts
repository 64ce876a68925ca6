import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import { failedPage, personasPage, STYLE_PATH } from './pages.js';
import { Personas } from './personas.store.js';
import { createProvider, PERSONAS_PATH, type ProviderSettings } from './provider.js';
import { languages } from './words.js';

/** Where the provider listens and where it finds the example people. */
export interface IdentitySettings extends ProviderSettings {
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** The database as the API's login role. */
  databaseUrl: string;
}

/** A provider that listens. */
export interface RunningIdentity {
  /** http://host:port */
  url: string;
  discoveryUrl: string;
  stop(): Promise<void>;
}

/** Every sign-in begins as the first one: who it is, is asked each time. */
const withoutSession = (cookies = ''): string =>
  cookies
    .split(/;\s*/)
    .filter((cookie) => !cookie.startsWith('_session'))
    .join('; ');

const BODY_LIMIT = 10_000;

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > BODY_LIMIT) return new URLSearchParams();
  }
  return new URLSearchParams(body);
};

/** What a page of ours may do: load its style, and send its form here and, by what follows, back to Samenregie. */
const headersFor = (publicUrl: string): Record<string, string> => ({
  'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self' ${publicUrl}; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** The pages on which somebody says who they are. */
class SignInPages {
  constructor(
    private readonly provider: Provider,
    private readonly personas: Personas,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const language = this.provider.createContext(request, response).acceptsLanguages(languages) || 'nl';
    try {
      await this.provider.interactionDetails(request, response);
      if (request.method === 'POST') await this.choose(request, response);
      else this.send(response, 200, personasPage(language, await this.personas.all()));
    } catch {
      // Too late, or begun in another browser.
      this.send(response, 400, failedPage(language));
    }
  }

  private async choose(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request);
    const persona = (await this.personas.all()).find(({ key }) => key === form.get('persona'));
    const result = persona
      ? { login: { accountId: persona.subject, remember: false } }
      : { error: 'access_denied', error_description: 'nobody was chosen' };
    await this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  private send(response: ServerResponse, status: number, html: string): void {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
  }
}

/** Starts the provider. */
export const startIdentity = async (settings: IdentitySettings): Promise<RunningIdentity> => {
  const style = readFileSync(new URL('./page.css', import.meta.url));
  const personas = new Personas(settings.databaseUrl);
  const provider = await createProvider(settings, personas);
  const pages = new SignInPages(provider, personas);
  const protocol = provider.callback();
  const headers = headersFor(settings.publicUrl);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const path = request.url ?? '/';
    request.headers.cookie = withoutSession(request.headers.cookie);
    if (path === STYLE_PATH) response.setHeader('content-type', 'text/css; charset=utf-8').end(style);
    else if (path.startsWith(`${PERSONAS_PATH}/`)) void pages.answer(request, response);
    else void protocol(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${settings.host}:${port}`;
  return {
    url,
    discoveryUrl: `${url}/.well-known/openid-configuration`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await personas.close();
    },
  };
};
