import { ChangeTemplates, DecideOnSteps } from '#libs/coordination';
import { toGlobalId } from '#libs/kernel';
import type { Happening } from './demo.calendar.js';
import type { DemoPartnership } from './demo.model.js';
import type { Setting } from './demo.partnerships.js';

/** Templates that the manager keeps, and what was decided on the path of the first year. */
export const pathStory = ({ stage, calendar }: Setting, demo: DemoPartnership, id: string): Happening[] => {
  const partnershipId = toGlobalId('Partnership', id);
  const templates = (demo.templates ?? []).map(({ ago, title, text, due, domain, steps }) => ({
    ...{ ago, by: demo.manager },
    run: () =>
      stage.action(ChangeTemplates).create({
        ...{ partnershipId, title, description: text, checklist: steps },
        ...{ dueDays: due ?? null, policyDomain: domain ?? null },
      }),
  }));
  if (!demo.path) return templates;
  const { by, start, taken, skipped } = demo.path;
  const deciding = () => stage.action(DecideOnSteps);
  const startsOn = calendar.monthAgo(start);
  return [
    ...templates,
    { ago: taken.ago, by, run: () => deciding().takeOver({ partnershipId, codes: taken.codes, startsOn }) },
    {
      ...{ ago: skipped.ago, by },
      run: () => deciding().skip({ partnershipId, code: skipped.code, reason: skipped.reason }),
    },
  ];
};
