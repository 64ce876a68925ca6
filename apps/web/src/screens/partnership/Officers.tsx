import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Avatar } from '../../ui/Avatar.js';
import { Bar } from '../../ui/Bar.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Place } from '../../ui/Place.js';
import { AllocationsDialog } from './AllocationsDialog.js';
import { AppointDialog } from './AppointDialog.js';
import type { FullPartnership } from './PartnershipPage.js';

type Officer = FullPartnership['officers'][number];

/** The shared officers: what was agreed per municipality against what they can give. */
export function Officers({ partnership }: { partnership: FullPartnership }) {
  const t = useT();
  const { mayManage } = useWorkspace();
  const [appointing, setAppointing] = useState(false);
  return (
    <section className="card stack" aria-labelledby="officers-heading">
      <div className="row-between">
        <h2 id="officers-heading">{t('officer.heading')}</h2>
        {mayManage && <Button onPress={() => setAppointing(true)}>{t('officer.appoint')}</Button>}
      </div>
      {partnership.officers.length === 0 && <EmptyState>{t('officer.none')}</EmptyState>}
      {partnership.officers.map((officer) => (
        <OfficerCard key={officer.id} officer={officer} partnership={partnership} />
      ))}
      {appointing && <AppointDialog partnership={partnership} onClose={() => setAppointing(false)} />}
    </section>
  );
}

function OfficerCard({ officer, partnership }: { officer: Officer; partnership: FullPartnership }) {
  const t = useT();
  const format = useFormat();
  const { mayManage, placeOf } = useWorkspace();
  const [changing, setChanging] = useState(false);
  const used = officer.allocatedHalfDays;
  const over = used > officer.capacityHalfDays;
  const most = Math.max(
    1,
    officer.commonHalfDays,
    ...officer.allocations.map(({ halfDaysPerYear }) => halfDaysPerYear),
  );
  const days = (halfDays: number): string =>
    t('partnership.days', { days: format.number(halfDays / 2), count: halfDays / 2 });
  return (
    <article className="stack-s">
      <div className="row-between">
        <div className="row">
          {officer.person && <Avatar person={officer.person} />}
          <div>
            <h3>{officer.person?.displayName ?? t('conflict.somebody')}</h3>
            <p className="small muted">
              {t('officer.employer', {
                fte: format.number(officer.fteHundredths / 100),
                employer: officer.employer.name,
              })}
            </p>
          </div>
        </div>
        {mayManage && <Button onPress={() => setChanging(true)}>{t('officer.changeDays')}</Button>}
      </div>
      <div>
        <Bar share={used / Math.max(1, officer.capacityHalfDays)} over={over} />
        <p className={over ? 'tile-late' : 'small muted'}>
          {t(over ? 'officer.over' : 'officer.capacity', {
            used: format.number(used / 2),
            capacity: format.number(officer.capacityHalfDays / 2),
          })}
        </p>
      </div>
      <dl className="allocations">
        {officer.allocations.map(({ municipality, halfDaysPerYear }) => (
          <div key={municipality.id}>
            <dt>
              <Place name={municipality.name} index={placeOf(municipality.id)} />
            </dt>
            <dd>
              <Bar share={halfDaysPerYear / most} />
              <span className="number">{days(halfDaysPerYear)}</span>
            </dd>
          </div>
        ))}
        {officer.commonHalfDays > 0 && (
          <div>
            <dt>{t('officer.common')}</dt>
            <dd>
              <Bar share={officer.commonHalfDays / most} />
              <span className="number">{days(officer.commonHalfDays)}</span>
            </dd>
          </div>
        )}
      </dl>
      {changing && <AllocationsDialog officer={officer} partnership={partnership} onClose={() => setChanging(false)} />}
    </article>
  );
}
