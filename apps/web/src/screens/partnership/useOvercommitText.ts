import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import type { Problem } from '../../live/problem.js';
import { useProblemText } from '../../live/useProblemText.js';

/** Says in days how much too much was asked. */
export function useOvercommitText(): (problem: Problem) => string {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  return (problem) => {
    if (problem.code !== 'OFFICER_OVERCOMMITTED') return problemText(problem);
    const { capacityHalfDays, requestedHalfDays, fteHundredths } = problem.args;
    return t('officer.overcommitted', {
      requested: format.number(Number(requestedHalfDays) / 2),
      capacity: format.number(Number(capacityHalfDays) / 2),
      fte: format.number(Number(fteHundredths) / 100),
      tooMuch: format.number((Number(requestedHalfDays) - Number(capacityHalfDays)) / 2),
    });
  };
}
