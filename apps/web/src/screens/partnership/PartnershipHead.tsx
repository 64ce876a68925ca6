import { useState } from 'react';
import { useOthers } from '../../app/useOthers.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Avatars } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { Pill } from '../../ui/Pill.js';
import type { FullPartnership } from './PartnershipPage.js';
import { StatusDialog } from './StatusDialog.js';

export function PartnershipHead({ partnership }: { partnership: FullPartnership }) {
  const t = useT();
  const format = useFormat();
  const others = useOthers();
  const [open, setOpen] = useState(false);
  const fte = partnership.officers.reduce((sum, { fteHundredths }) => sum + fteHundredths, 0) / 100;
  return (
    <div className="row-between">
      <div>
        <h1>{partnership.name}</h1>
        <p className="row muted">
          <span>
            {[
              t('partnership.municipalities', { count: partnership.members.length }),
              t('partnership.fte', { fte: format.number(fte) }),
              partnership.startsOn && t('partnership.since', { date: format.longDate(partnership.startsOn) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <Pill>{t(`partnershipStatus.${partnership.status}`)}</Pill>
          {partnership.possibleStatuses.length > 0 && (
            <Button kind="quiet" onPress={() => setOpen(true)}>
              {t('partnership.changeStatus')}
            </Button>
          )}
        </p>
      </div>
      {others.length > 0 && (
        <Avatars people={others} label={t('presence.here', { count: others.length })} moreLabel={t('presence.more')} />
      )}
      {open && <StatusDialog partnership={partnership} onClose={() => setOpen(false)} />}
    </div>
  );
}
