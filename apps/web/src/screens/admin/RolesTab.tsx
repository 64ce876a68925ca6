import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { PickField } from '../../ui/PickField.js';
import { Preview } from './Preview.js';
import { roles } from './roles.js';

/** What every role may and sees, and a look through somebody's eyes. */
export function RolesTab() {
  const t = useT();
  const navigate = useNavigate();
  const { partnership } = useWorkspace();
  const { persoon, instelling } = useSearch({ from: '/workspace/beheer' });
  const people = partnership.people.map((person) => ({
    id: person.id,
    name: person.displayName,
    description: [person.function, person.organisationName].filter(Boolean).join(', '),
  }));
  const look = (id: string | null): void => {
    void navigate({
      to: '/beheer',
      search: { onderdeel: 'rollen', ...(id ? { persoon: id } : {}) },
      replace: true,
    });
  };
  return (
    <div className="stack">
      <section className="card stack" aria-labelledby="preview-heading">
        <h2 id="preview-heading">{t('preview.title')}</h2>
        <p className="measure">{t('preview.intro')}</p>
        <div className="admin-pick">
          <PickField
            label={t('preview.who')}
            placeholder={t('preview.choose')}
            options={people}
            value={persoon ?? null}
            onChange={look}
            searchable
          />
        </div>
        {(persoon ?? instelling) && (
          <Preview
            key={persoon ?? instelling}
            partnershipId={partnership.id}
            personId={persoon ?? null}
            organisationId={persoon ? null : (instelling ?? null)}
            onClose={() => look(null)}
          />
        )}
      </section>
      <section className="stack-s" aria-labelledby="roles-heading">
        <h2 id="roles-heading">{t('admin.rolesHeading')}</h2>
        <ul className="role-grid">
          {roles.map((role) => (
            <li key={role} className="card stack-s">
              <h3>{t(`role.${role}`)}</h3>
              <p>{t(`roleSentence.${role}`)}</p>
              <dl className="role-facts">
                <dt>{t('role.sees')}</dt>
                <dd>{t(`roleSees.${role}`)}</dd>
                <dt>{t('role.may')}</dt>
                <dd>{t(`roleMay.${role}`)}</dd>
              </dl>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
