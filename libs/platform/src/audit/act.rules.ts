import { fromGlobalId, isUuid } from '#libs/kernel';

/** An object by its type and internal id. */
export interface Ref {
  type: string;
  id: string;
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;
const refOf = (value: unknown): Ref | undefined => (typeof value === 'string' ? fromGlobalId(value) : undefined);
/** Internal ids as they are, global ids of the type by what is in them. */
const idIn = (value: unknown, type: string): string | undefined => {
  if (isUuid(value)) return value;
  const ref = refOf(value);
  return ref?.type === type ? ref.id : undefined;
};

/** Says nothing about what was changed. */
const NOT_CONTENT = new Set(['clientMutationId', 'expectedVersion']);

/** Names of the fields an input gives. */
export const changedFields = (input: object): string[] =>
  Object.entries(input)
    .filter(([name, value]) => value !== undefined && !NOT_CONTENT.has(name))
    .map(([name]) => name)
    .sort();

/** What an input is about: its `id`, else its partnership, else the first other object it names. */
export const refInInput = (input: object): Ref | undefined => {
  const { id, partnershipId, ...others } = input as Fields;
  const named = Object.entries(others).filter(([name]) => name.endsWith('Id'));
  return [id, partnershipId, ...named.map(([, value]) => value)].map(refOf).find((ref) => ref !== undefined);
};

/** The partnership an object belongs to, or is. */
export const partnershipOf = (object: unknown): string | undefined => {
  const fields = fieldsOf(object);
  const self = refOf(fields?.id);
  if (self?.type === 'Partnership') return self.id;
  return idIn(fields?.partnershipId, 'Partnership') ?? idIn(fieldsOf(fields?.row)?.partnershipId, 'Partnership');
};

/** The account an object is about. */
export const personOf = (object: unknown): string | undefined => {
  const fields = fieldsOf(object);
  const self = refOf(fields?.id);
  return self?.type === 'Person' ? self.id : idIn(fields?.accountId, 'Person');
};

/** The people an input names. */
export const peopleInInput = (input: object): string[] =>
  Object.values(input)
    .flat()
    .map(refOf)
    .filter((ref) => ref?.type === 'Person')
    .map((ref) => ref!.id);

/** What a payload says about the change: its subject, the partnership, the people. */
export const readPayload = (
  payload: unknown,
): { subject: Ref | undefined; partnershipId: string | undefined; personIds: string[] } => {
  const objects = Object.values(fieldsOf(payload) ?? {}).filter((value) => fieldsOf(value));
  const first = <T>(find: (object: unknown) => T | undefined) => objects.map(find).find((found) => found !== undefined);
  return {
    subject: first((object) => refOf(fieldsOf(object)?.id)),
    partnershipId: first(partnershipOf),
    personIds: objects.map(personOf).filter((id) => id !== undefined),
  };
};
