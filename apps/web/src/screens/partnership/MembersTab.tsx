import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Place } from '../../ui/Place.js';
import { AddMemberDialog } from './AddMemberDialog.js';
import { type Match, MunicipalityPicker } from './MunicipalityPicker.js';
import type { FullPartnership } from './PartnershipPage.js';

/** The members with their period and region; managers add one by searching any municipality. */
export function MembersTab({ partnership }: { partnership: FullPartnership }) {
  const t = useT();
  const format = useFormat();
  const { mayManage, placeOf } = useWorkspace();
  const [match, setMatch] = useState<Match | null>(null);
  return (
    <div className="stack">
      {mayManage && (
        <section className="card">
          <MunicipalityPicker
            label={t(partnership.members.length === 0 ? 'municipality.addFirst' : 'municipality.add')}
            taken={partnership.members.map(({ municipality }) => municipality.id)}
            onChoose={setMatch}
          />
        </section>
      )}
      {partnership.members.length === 0 ? (
        <EmptyState>{t('partnership.noMembers')}</EmptyState>
      ) : (
        <ul className="member-grid">
          {partnership.members.map(({ id, municipality, role, validFrom, validUntil }) => (
            <li key={id} className="card stack-s">
              <h2 className="member-name">
                <Place name={municipality.name} index={placeOf(municipality.id)} />
              </h2>
              <dl className="pairs">
                <dt>{t('municipality.role')}</dt>
                <dd>{t(`memberRole.${role}`)}</dd>
                <dt>{t('municipality.since')}</dt>
                <dd>
                  {format.longDate(validFrom)}
                  {validUntil && ` – ${format.longDate(validUntil)}`}
                </dd>
                <dt>{t('municipality.region')}</dt>
                <dd>{municipality.referenceRegion?.name ?? '–'}</dd>
                <dt>{t('partnership.population')}</dt>
                <dd className="number">
                  {municipality.population == null ? '–' : format.number(municipality.population)}
                  {municipality.populationYear && <span className="muted small"> ({municipality.populationYear})</span>}
                </dd>
              </dl>
            </li>
          ))}
        </ul>
      )}
      {match && <AddMemberDialog partnership={partnership} match={match} onClose={() => setMatch(null)} />}
    </div>
  );
}
