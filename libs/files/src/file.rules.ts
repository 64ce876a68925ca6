import { defineErrors } from '#libs/kernel';

export const fileStatuses = ['UPLOADING', 'CHECKING', 'READY', 'REFUSED'] as const;
export type FileStatus = (typeof fileStatuses)[number];

export const fileErrors = defineErrors({
  FILE_TOO_LARGE: { kind: 'Invalid', message: 'The file is larger than is allowed.', args: ['megabytes'] },
  FILE_EMPTY: { kind: 'Invalid', message: 'The file is empty.' },
  FILE_TYPE_NOT_ALLOWED: {
    kind: 'Invalid',
    message: 'Files of this kind are not accepted, or the file is not what its name says.',
  },
  FILE_QUOTA_USED: { kind: 'Invalid', message: 'The partnership has no room left for files.', args: ['megabytes'] },
  FILE_OFFSET_MISMATCH: { kind: 'Conflict', message: 'The upload goes on at another place.', args: ['offset'] },
});

/** What one request may carry of a file, in bytes. */
export const MAX_PART = 4 * 1024 * 1024;
/** An upload nobody goes on with is given up after so long, in milliseconds. */
export const UPLOAD_MS = 24 * 60 * 60 * 1_000;
/** So much of the beginning is looked at to find out what a file is, in bytes. */
export const HEAD_BYTES = 1024 * 1024;

const office = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';
/** By the end of its name: what a file must be inside, as `file-type` calls it, and what it is sent out as. */
const allowed: Record<string, { inside: string; mediaType: string }> = {
  pdf: { inside: 'pdf', mediaType: 'application/pdf' },
  docx: { inside: 'docx', mediaType: `${office}.wordprocessingml.document` },
  xlsx: { inside: 'xlsx', mediaType: `${office}.spreadsheetml.sheet` },
  pptx: { inside: 'pptx', mediaType: `${office}.presentationml.presentation` },
  doc: { inside: 'cfb', mediaType: 'application/msword' },
  xls: { inside: 'cfb', mediaType: 'application/vnd.ms-excel' },
  ppt: { inside: 'cfb', mediaType: 'application/vnd.ms-powerpoint' },
  msg: { inside: 'cfb', mediaType: 'application/vnd.ms-outlook' },
  odt: { inside: 'odt', mediaType: `${open}.text` },
  ods: { inside: 'ods', mediaType: `${open}.spreadsheet` },
  odp: { inside: 'odp', mediaType: `${open}.presentation` },
  png: { inside: 'png', mediaType: 'image/png' },
  jpg: { inside: 'jpg', mediaType: 'image/jpeg' },
  jpeg: { inside: 'jpg', mediaType: 'image/jpeg' },
  gif: { inside: 'gif', mediaType: 'image/gif' },
  webp: { inside: 'webp', mediaType: 'image/webp' },
  heic: { inside: 'heic', mediaType: 'image/heic' },
  txt: { inside: 'text', mediaType: 'text/plain; charset=utf-8' },
  csv: { inside: 'text', mediaType: 'text/csv; charset=utf-8' },
  ics: { inside: 'text', mediaType: 'text/calendar; charset=utf-8' },
  eml: { inside: 'text', mediaType: 'message/rfc822' },
};

const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether the beginning of a file is text: no zeros and no other control characters than those of lines. */
const isText = (head: Uint8Array): boolean =>
  !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127);

/**
 * A name as it is kept: without a path, without characters that control anything or turn text around, at most 200
 * characters with its ending.
 */
export const cleanName = (given: string): string => {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const ending = endingOf(plain);
  const stem = ending ? plain.slice(0, -ending.length - 1) : plain;
  return `${[...(stem || 'bestand')].slice(0, 180).join('')}${ending && `.${ending}`}`;
};

/** @throws FILE_TYPE_NOT_ALLOWED for a name that ends in nothing we take. */
export const checkEnding = (name: string): void => {
  if (!Object.hasOwn(allowed, endingOf(name))) throw fileErrors.FILE_TYPE_NOT_ALLOWED({ field: 'file' });
};

/**
 * What a file is sent out as, from its name, its beginning and what that was recognised as.
 * @throws FILE_TYPE_NOT_ALLOWED when it is not inside what its name says.
 */
export const mediaTypeOf = (name: string, head: Uint8Array, recognised: string | undefined): string => {
  checkEnding(name);
  const { inside, mediaType } = allowed[endingOf(name)]!;
  const fits = inside === 'text' ? recognised === undefined && isText(head) : recognised === inside;
  if (!fits) throw fileErrors.FILE_TYPE_NOT_ALLOWED({ field: 'file' });
  return mediaType;
};

/** The header that makes a browser save a file under its name instead of showing it. */
export const dispositionOf = (name: string): string => {
  const ascii =
    name
      .normalize('NFD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%]/g, '_') || 'bestand';
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
};

/** Bytes from one to another, both included. */
export interface Span {
  from: number;
  to: number;
}

/** The one span a Range header asks for; undefined for the whole, null for what is not there. */
export const spanOf = (header: string | undefined, size: number): Span | null | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return undefined;
  const [, first = '', last = ''] = match;
  const from = first ? Number(first) : Math.max(0, size - Number(last));
  const to = first && last ? Math.min(Number(last), size - 1) : size - 1;
  return from > to || from >= size ? null : { from, to };
};

/** The values of a tus `Upload-Metadata` header. */
export const metadataOf = (header: unknown): Record<string, string> =>
  Object.fromEntries<string>(
    (typeof header === 'string' ? header : '')
      .split(',')
      .map((pair) => pair.trim().split(' '))
      .filter(([key]) => key)
      .map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')] as const),
  );
