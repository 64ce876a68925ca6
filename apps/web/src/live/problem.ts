import type { CombinedError } from 'urql';

/** An error as a person meets it: a code from the server, or no line. */
export interface Problem {
  code: string;
  field?: string | undefined;
  args: Record<string, string | number>;
  traceId?: string | undefined;
}

interface Extensions {
  code?: string;
  field?: string;
  args?: Record<string, string | number> | { name: string; value: string }[];
  traceId?: string;
}

const extensionsOf = (error: CombinedError | undefined): Extensions | undefined => error?.graphQLErrors[0]?.extensions;

export const codeOf = (error: CombinedError | undefined): string | undefined => extensionsOf(error)?.code;

/** No answer at all: the request is sent again later. An answer that refuses is never sent again. */
export function isOffline(error: CombinedError | undefined): boolean {
  if (!error?.networkError) return false;
  const status = (error.response as Response | undefined)?.status;
  return status === undefined || status === 502 || status === 503 || status === 504;
}

export function problemOf(error: CombinedError): Problem {
  const extensions = extensionsOf(error);
  if (!extensions?.code) return { code: isOffline(error) ? 'OFFLINE' : 'INTERNAL', args: {} };
  const args = extensions.args ?? {};
  return {
    code: extensions.code,
    field: extensions.field,
    args: Array.isArray(args) ? Object.fromEntries(args.map(({ name, value }) => [name, value])) : args,
    traceId: extensions.traceId,
  };
}
