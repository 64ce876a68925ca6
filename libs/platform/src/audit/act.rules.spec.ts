import { describe, expect, it } from '@jest/globals';
import { newId, toGlobalId } from '#libs/kernel';
import { changedFields, partnershipOf, peopleInInput, personOf, readPayload, refInInput } from './act.rules.js';

const [partnership, task, person, other] = [newId(), newId(), newId(), newId()];
const partnershipId = toGlobalId('Partnership', partnership);
const taskId = toGlobalId('CoordinationTask', task);
const personId = toGlobalId('Person', person);

describe('an input', () => {
  it('gives the names of what it changes, never a word of it', () => {
    const input = {
      title: 'Geheim',
      dueOn: null,
      note: undefined,
      expectedVersion: 3,
      clientMutationId: 'x',
      id: taskId,
    };
    expect(changedFields(input)).toEqual(['dueOn', 'id', 'title']);
    expect(changedFields({})).toEqual([]);
  });

  it('is about its id, else its partnership, else what else it names', () => {
    expect(refInInput({ partnershipId, id: taskId })).toEqual({ type: 'CoordinationTask', id: task });
    expect(refInInput({ assigneeId: personId, partnershipId })).toEqual({ type: 'Partnership', id: partnership });
    expect(refInInput({ title: taskId, taskId })).toEqual({ type: 'CoordinationTask', id: task });
    expect(refInInput({ id: 'nonsense', text: 'x', count: 3 })).toBeUndefined();
  });

  it('names people in single fields and in lists', () => {
    expect(peopleInInput({ assigneeId: personId, taskId, others: [toGlobalId('Person', other), 'x', 4] })).toEqual([
      person,
      other,
    ]);
  });
});

describe('an object', () => {
  it('is of a partnership by itself, by its field or by its row', () => {
    expect(partnershipOf({ id: partnershipId })).toBe(partnership);
    expect(partnershipOf({ partnershipId: partnership })).toBe(partnership);
    expect(partnershipOf({ partnershipId })).toBe(partnership);
    expect(partnershipOf({ id: taskId, row: { partnershipId: partnership } })).toBe(partnership);
    expect([{ id: taskId }, { partnershipId: 'Ardooie' }, { row: null }, null, 'x', 3].map(partnershipOf)).toEqual(
      Array<undefined>(6).fill(undefined),
    );
  });

  it('is about a person by itself or by its account', () => {
    expect([{ id: personId }, { accountId: other }, { id: taskId }, undefined].map(personOf)).toEqual([
      person,
      other,
      undefined,
      undefined,
    ]);
  });
});

it('a payload tells its subject, its partnership and its people', () => {
  const payload = { removedId: taskId, grant: { accountId: person, partnershipId: partnership }, task: { id: taskId } };
  expect(readPayload(payload)).toEqual({
    subject: { type: 'CoordinationTask', id: task },
    partnershipId: partnership,
    personIds: [person],
  });
  expect(readPayload(null)).toEqual({ subject: undefined, partnershipId: undefined, personIds: [] });
});
