import { v7, validate } from 'uuid';

/** A new internal id: UUID version 7, so that ids of one table sort by age. */
export const newId = (): string => v7();

/** Whether the text is a UUID of any version. */
export const isUuid = (text: unknown): text is string => typeof text === 'string' && validate(text);

/** A Relay global id: opaque for clients, type and internal id for us. */
export const toGlobalId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64url');

/** The parts of a global id, or undefined when the text is not one of ours. */
export const fromGlobalId = (globalId: string): { type: string; id: string } | undefined => {
  if (globalId.length > 120 || !/^[\w-]+$/.test(globalId)) return undefined;
  const [type, id, rest] = Buffer.from(globalId, 'base64url').toString('utf8').split(':');
  if (!type || rest !== undefined || !isUuid(id)) return undefined;
  return toGlobalId(type, id) === globalId ? { type, id } : undefined;
};
