import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import type { AccessMember } from './useAccess.js';

/** Whose mandate ended or was withdrawn in the last year. */
export function FormerMembers({ members }: { members: readonly AccessMember[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <Disclosure className="disclosure">
      <h2 className="disclosure-title">
        <Button slot="trigger" className="disclosure-button">
          <ChevronRight size={20} aria-hidden />
          {t('members.former', { count: members.length })}
        </Button>
      </h2>
      <DisclosurePanel>
        <ul className="card stack-s">
          {members.map(({ mandate, person, state, withdrawalReason }) => (
            <li key={mandate.id}>
              <strong>{person.displayName}</strong>{' '}
              <span className="muted">
                {[
                  t(`role.${mandate.role}`),
                  mandate.organisation.name,
                  state === 'WITHDRAWN'
                    ? t('members.wasWithdrawn')
                    : mandate.validUntil && t('members.endedOn', { date: format.longDate(mandate.validUntil) }),
                  withdrawalReason,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
