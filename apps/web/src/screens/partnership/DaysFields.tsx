import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { NumberField } from '../../ui/NumberField.js';
import type { FullPartnership } from './PartnershipPage.js';

/** Half-days a year per municipality; `common` is for everybody together. */
export interface DayPlan {
  perMunicipality: Record<string, number>;
  common: number;
}

export const totalHalfDays = (plan: DayPlan): number =>
  Object.values(plan.perMunicipality).reduce((sum, value) => sum + value, plan.common);

export const allocationsOf = (plan: DayPlan) =>
  Object.entries(plan.perMunicipality)
    .filter(([, halfDaysPerYear]) => halfDaysPerYear > 0)
    .map(([municipalityId, halfDaysPerYear]) => ({ municipalityId, halfDaysPerYear }));

interface Props {
  partnership: FullPartnership;
  plan: DayPlan;
  onChange(plan: DayPlan): void;
}

/** People think in days; the half-day is the smallest step. */
export function DaysFields({ partnership, plan, onChange }: Props) {
  const t = useT();
  const format = useFormat();
  const total = totalHalfDays(plan);
  return (
    <fieldset className="days-fields">
      <legend className="field-label">{t('officer.daysLegend')}</legend>
      <div className="form-grid">
        {partnership.members.map(({ municipality }) => (
          <NumberField
            key={municipality.id}
            label={municipality.name}
            value={(plan.perMunicipality[municipality.id] ?? 0) / 2}
            min={0}
            max={366}
            step={0.5}
            onChange={(days) =>
              onChange({
                ...plan,
                perMunicipality: { ...plan.perMunicipality, [municipality.id]: Math.round(days * 2) },
              })
            }
          />
        ))}
        <NumberField
          label={t('officer.common')}
          hint={t('officer.commonHint')}
          value={plan.common / 2}
          min={0}
          max={366}
          step={0.5}
          onChange={(days) => onChange({ ...plan, common: Math.round(days * 2) })}
        />
      </div>
      <p role="status">{t('officer.total', { days: format.number(total / 2), count: total / 2 })}</p>
    </fieldset>
  );
}
