/** An answer as a browser would have it, with the address it came from in the end. */
export interface Page {
  status: number;
  url: string;
  headers: Headers;
  text: string;
}

/** A browser without a window: keeps cookies per host (of all ports, as browsers do) and follows redirects. */
export class Walker {
  private readonly jar = new Map<string, Map<string, string>>();

  constructor(readonly headers: Record<string, string> = {}) {}

  /** The value of a cookie for a host; undefined when there is none. */
  cookie(name: string, host = '127.0.0.1'): string | undefined {
    return this.jar.get(host)?.get(name);
  }

  plant(name: string, value: string, host = '127.0.0.1'): void {
    this.jar.set(host, (this.jar.get(host) ?? new Map<string, string>()).set(name, value));
  }

  cookies(host = '127.0.0.1'): string {
    return [...(this.jar.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** One request; a redirect is an answer like any other. */
  async step(url: string, init: RequestInit = {}): Promise<Page> {
    const { hostname } = new URL(url);
    const headers = { accept: 'text/html', ...this.headers, cookie: this.cookies(hostname), ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const gone = value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line);
      if (gone) this.jar.get(hostname)?.delete(name);
      else this.plant(name, value, hostname);
    }
    return { status: response.status, url, headers: response.headers, text: await response.text() };
  }

  /** Goes on for as long as it is sent on; stops before an address that fits. */
  async go(url: string, { before, ...init }: RequestInit & { before?: RegExp } = {}): Promise<Page> {
    let page = await this.step(url, init);
    for (let hops = 0; page.status >= 300 && page.status < 400 && hops < 12; hops++) {
      const next = new URL(page.headers.get('location') ?? '', page.url).href;
      if (before?.test(next)) return { ...page, url: next };
      page = await this.step(next);
    }
    return page;
  }

  post(url: string, form: Record<string, string>, options: { before?: RegExp } = {}): Promise<Page> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.go(url, { ...options, method: 'POST', headers, body: new URLSearchParams(form).toString() });
  }
}
