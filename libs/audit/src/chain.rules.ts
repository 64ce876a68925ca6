import { createHash } from 'node:crypto';

/** The chain of what belongs to no partnership. */
export const NO_PARTNERSHIP = '00000000-0000-0000-0000-000000000000';

/** The hash before the first line of a chain. */
export const GENESIS = Buffer.alloc(32);

/** A line as it was hashed. Moments are UTC with microseconds, as the database writes them. */
export interface ChainLine {
  chainId: string;
  sequence: number;
  at: string;
  kind: string;
  accountId: string | null;
  organisationId: string | null;
  clientId: string | null;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  personIds: string[];
  fields: string[];
  result: string;
  prevHash: Buffer;
  hash: Buffer;
}

/** Where a chain says it stands. */
export interface ChainHead {
  chainId: string;
  sequence: number;
  hash: Buffer;
}

/** The text whose hash is taken; `audit.canonical` in the database writes the same. */
export const canonical = (line: Omit<ChainLine, 'prevHash' | 'hash'>): string =>
  [
    'samenregie audit 1',
    line.chainId,
    String(line.sequence),
    line.at,
    line.kind,
    line.accountId ?? '',
    line.organisationId ?? '',
    line.clientId ?? '',
    line.action,
    line.subjectType ?? '',
    line.subjectId ?? '',
    JSON.stringify(line.personIds),
    JSON.stringify(line.fields),
    line.result,
  ].join('\n');

/** The hash of a line: SHA-256 over the hash before it and its text. */
export const hashOf = (line: Omit<ChainLine, 'hash'>): Buffer =>
  createHash('sha256').update(line.prevHash).update(canonical(line), 'utf8').digest();

/** What is wrong with a line that should follow `before`; undefined when nothing is. */
export const faultOf = (line: ChainLine, before: Pick<ChainHead, 'sequence' | 'hash'>): string | undefined => {
  if (line.sequence <= before.sequence) return 'a second line with this number';
  if (line.sequence > before.sequence + 1) return `line ${before.sequence + 1} before it is missing`;
  if (!line.prevHash.equals(before.hash)) return 'it does not follow from the line before it';
  if (!line.hash.equals(hashOf(line))) return 'its content is not what was recorded';
  return undefined;
};
