import { Building2, Check } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import type { OrganisationNameFragment } from '../../gql/graphql.js';
import './sign-in.css';

interface Props {
  organisations: readonly OrganisationNameFragment[];
  currentId?: string | undefined;
  /** Answers whether it worked. */
  onChoose(id: string): Promise<boolean>;
}

/** For whom one acts: one button each. */
export function OrganisationList({ organisations, currentId, onChoose }: Props) {
  const t = useT();
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const choose = async (id: string): Promise<void> => {
    setBusy(id);
    setFailed(false);
    const ok = await onChoose(id);
    setBusy(null);
    setFailed(!ok);
  };
  return (
    <div className="stack-s">
      {failed && (
        <p className="error-block" role="alert">
          {t('organisation.failed')}
        </p>
      )}
      <ul className="personas">
        {organisations.map(({ id, name, kind }) => (
          <li key={id}>
            <Button
              className="persona"
              data-organisation={name}
              isDisabled={busy !== null || id === currentId}
              onPress={() => void choose(id)}
            >
              {id === currentId ? <Check size={20} aria-hidden /> : <Building2 size={20} aria-hidden />}
              <span>
                <span className="field-label">{name}</span>
                <span className="small muted">
                  {t(`organisationKind.${kind}`)}
                  {id === currentId && ` · ${t('organisation.now')}`}
                </span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
