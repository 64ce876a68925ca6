import { CONFIG, isLoopback, type Config } from '#libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

/** What a cookie is for: a session, a sign-in on its way to the provider and back, or answering without an account. */
export type CookieUse = 'session' | 'signIn' | 'guest';

/**
 * With the prefix `__Host-` a browser takes a cookie only from this very host, for every path, and with Secure: no neighbour
 * under the same domain can plant one.
 */
const hostNames: Record<CookieUse, string> = {
  session: '__Host-samenregie',
  signIn: '__Host-samenregie-signin',
  guest: '__Host-samenregie-answer',
};
const plainNames: Record<CookieUse, string> = {
  session: 'samenregie_session',
  signIn: 'samenregie_signin',
  guest: 'samenregie_answer',
};

const apple = (agent = ''): boolean => /Safari\//.test(agent) && !/Chrom(e|ium)\/|Android/.test(agent);

/** Our cookies: out of reach of scripts, SameSite=Lax, with the prefix wherever a browser takes it. */
@Injectable()
export class Cookies {
  /** Only where examples are shown over plain http does a cookie without the prefix exist at all. */
  private readonly plainAllowed: boolean;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.plainAllowed = config.demo && !config.production && !config.publicUrl.startsWith('https:');
  }

  read(header: string | undefined, use: CookieUse): string | undefined {
    const cookies = parseCookie(header ?? '');
    return cookies[hostNames[use]] ?? (this.plainAllowed ? cookies[plainNames[use]] : undefined);
  }

  write(request: FastifyRequest, use: CookieUse, value: string, maxAge: number): string {
    const plain = this.needsPlain(request);
    return stringifySetCookie({
      name: (plain ? plainNames : hostNames)[use],
      value,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      maxAge,
      secure: !plain,
    });
  }

  /** Takes a cookie away under every name it may have. */
  clear(request: FastifyRequest, use: CookieUse): string[] {
    const base = { value: '', httpOnly: true, sameSite: 'lax', path: '/', maxAge: 0 } as const;
    const host = stringifySetCookie({ ...base, name: hostNames[use], secure: true });
    return this.needsPlain(request) ? [host, stringifySetCookie({ ...base, name: plainNames[use] })] : [host];
  }

  /** Browsers take Secure cookies over plain http from this machine alone, and Apple's not even then. */
  private needsPlain({ hostname, headers }: FastifyRequest): boolean {
    return this.plainAllowed && (!isLoopback(hostname) || apple(headers['user-agent']));
  }
}
