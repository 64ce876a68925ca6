import { describe, expect, it } from '@jest/globals';
import { emptyTask } from '../task/newTask.js';
import { daysIn, fill, inputOf, stepsIn, textOf } from './template.js';

const council = {
  ...{ id: 't1', title: 'Raadsbesluit', description: 'Nota en ontwerp.', priority: 'HIGH', policyDomain: 'HOUSING' },
  ...{ objectives: ['COHESION'], dueDays: -14, checklist: ['Nota', 'Agenderen'], version: 1 },
  labels: [{ id: 'l1', name: 'Raad', colour: 'BLUE', version: 1 }],
  actors: [{ id: 'a1', name: 'VDAB', code: 'VDAB' }],
} as unknown as Parameters<typeof textOf>[0];
const visit = { ...council, id: 't2', title: 'Bezoek', description: '', dueDays: null, checklist: [], labels: [] };

describe('a task from a template', () => {
  it('has what the template says, by a day counted from the one that was chosen', () => {
    const { task } = fill(emptyTask, {}, council, '2027-03-15');
    expect(task).toEqual({
      ...emptyTask,
      ...{ title: 'Raadsbesluit', description: 'Nota en ontwerp.', priority: 'HIGH', policyDomain: 'HOUSING' },
      ...{
        objectives: ['COHESION'],
        labelIds: ['l1'],
        actorIds: ['a1'],
        steps: 'Nota\nAgenderen',
        dueOn: '2027-03-01',
      },
    });
    expect(fill(emptyTask, {}, council, null).task.dueOn).toBeNull();
  });

  it('keeps what was typed, and gives way to another template only where nobody changed it', () => {
    const typed = { ...emptyTask, title: 'Raadsbesluit Pittem', steps: 'Bel de griffie' };
    const first = fill(typed, {}, council, '2027-03-15');
    expect(first.task).toMatchObject({ title: 'Raadsbesluit Pittem', steps: 'Bel de griffie', priority: 'HIGH' });
    const changed = { ...first.task, description: 'Eigen tekst', dueOn: '2027-04-01' };
    const second = fill(changed, first.from, visit, '2027-03-15');
    expect(second.task).toMatchObject({
      ...{ title: 'Raadsbesluit Pittem', description: 'Eigen tekst', dueOn: '2027-04-01', labelIds: [] },
      ...{ steps: 'Bel de griffie', actorIds: ['a1'] },
    });
    expect(fill(second.task, second.from, null, null).task).toEqual({
      ...emptyTask,
      ...{ title: 'Raadsbesluit Pittem', steps: 'Bel de griffie', description: 'Eigen tekst', dueOn: '2027-04-01' },
    });
    // The day is counted anew from another day.
    expect(fill(first.task, first.from, council, '2027-03-16').task.dueOn).toBe('2027-03-02');
  });

  it('is written with steps a line each and days as a number', () => {
    expect(stepsIn(' a \n\n b\n')).toEqual(['a', 'b']);
    expect(['', ' 14 ', '-7', '−7', '731', 'x', '1.5'].map(daysIn)).toEqual([
      ...[null, 14, -7, -7, undefined, undefined, undefined],
    ]);
    expect(inputOf(textOf(council))).toMatchObject({
      dueDays: -14,
      checklist: ['Nota', 'Agenderen'],
      labelIds: ['l1'],
    });
  });
});
