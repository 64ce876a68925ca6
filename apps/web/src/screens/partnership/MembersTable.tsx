import { Link } from '@tanstack/react-router';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Avatar } from '../../ui/Avatar.js';
import { Bar } from '../../ui/Bar.js';
import { Place } from '../../ui/Place.js';
import { halfDaysFor } from './days.js';
import type { FullPartnership } from './PartnershipPage.js';

type Member = FullPartnership['members'][number];

/** Who takes part: contact, agreed days, open tasks. On a phone one card per municipality. */
export function MembersTable({ partnership }: { partnership: FullPartnership }) {
  const t = useT();
  const isPhone = useIsPhone();
  const most = Math.max(
    1,
    ...partnership.members.map(({ municipality }) => halfDaysFor(partnership.officers, municipality.id)),
  );
  return (
    <section className="card stack-s" aria-labelledby="members-heading">
      <h2 id="members-heading">{t('partnership.members')}</h2>
      {isPhone ? (
        <ul className="stack-s">
          {partnership.members.map((member) => (
            <li key={member.id} className="member-card">
              <MemberName member={member} />
              <Contact member={member} />
              <Days member={member} partnership={partnership} most={most} />
              <OpenTasks member={member} />
            </li>
          ))}
        </ul>
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <caption className="visually-hidden">{t('partnership.members')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('partnership.municipality')}</th>
                <th scope="col">{t('partnership.contact')}</th>
                <th scope="col">{t('partnership.daysPerYear')}</th>
                <th scope="col">{t('partnership.openTasks')}</th>
              </tr>
            </thead>
            <tbody>
              {partnership.members.map((member) => (
                <tr key={member.id}>
                  <th scope="row">
                    <MemberName member={member} />
                  </th>
                  <td>
                    <Contact member={member} />
                  </td>
                  <td>
                    <Days member={member} partnership={partnership} most={most} />
                  </td>
                  <td>
                    <OpenTasks member={member} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function MemberName({ member }: { member: Member }) {
  const { placeOf } = useWorkspace();
  return (
    <span className="member-name">
      <Place name={member.municipality.name} index={placeOf(member.municipality.id)} />
    </span>
  );
}

function Contact({ member }: { member: Member }) {
  if (!member.contact) return <span className="muted">–</span>;
  return (
    <span className="row nowrap">
      <Avatar person={member.contact} small />
      {member.contact.displayName}
    </span>
  );
}

function Days({ member, partnership, most }: { member: Member; partnership: FullPartnership; most: number }) {
  const t = useT();
  const format = useFormat();
  const halfDays = halfDaysFor(partnership.officers, member.municipality.id);
  return (
    <span className="days">
      <Bar share={halfDays / most} />
      <span className="number">
        {t('partnership.days', { days: format.number(halfDays / 2), count: halfDays / 2 })}
      </span>
    </span>
  );
}

function OpenTasks({ member }: { member: Member }) {
  const t = useT();
  return (
    <Link to="/taken" search={{ gemeente: member.municipality.id }} className="inline-target">
      {t('partnership.taskCount', { count: member.openTaskCount })}
    </Link>
  );
}
