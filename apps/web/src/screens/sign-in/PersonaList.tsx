import { useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { Avatar } from '../../ui/Avatar.js';
import { Button } from '../../ui/Button.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { Button as PlainButton } from 'react-aria-components';
import { type Persona, signInAs, usePersonas } from './personas.js';
import './sign-in.css';

/** The people of the demonstration, by partnership. */
export function PersonaList({ onSignedIn }: { onSignedIn(): void }) {
  const t = useT();
  const [personas, reload] = usePersonas();
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  const choose = async (key: string): Promise<void> => {
    setBusy(key);
    setFailed(false);
    const ok = await signInAs(key);
    setBusy(null);
    if (ok) onSignedIn();
    else setFailed(true);
  };

  if (personas.state === 'loading') return <Skeleton lines={5} />;
  if (personas.state === 'off') return <p>{t('session.notSetUp')}</p>;
  if (personas.state === 'failed') {
    return (
      <div className="error-block" role="alert">
        <p>{t('session.personasFailed')}</p>
        <Button onPress={reload}>{t('action.retry')}</Button>
      </div>
    );
  }
  return (
    <div className="stack">
      {failed && (
        <p className="error-block" role="alert">
          {t('session.failed')}
        </p>
      )}
      {grouped(personas.list).map(([name, people]) => (
        <section key={name} className="stack-s">
          <h2 className="persona-heading">{name || t('session.otherPeople')}</h2>
          <ul className="personas">
            {people.map((person) => (
              <li key={person.key}>
                <PlainButton
                  className="persona"
                  data-persona={person.key}
                  isDisabled={busy !== null}
                  onPress={() => void choose(person.key)}
                >
                  <Avatar
                    person={{ id: person.key, displayName: person.displayName, initials: initials(person.displayName) }}
                  />
                  <span>
                    <span className="field-label">{person.displayName}</span>
                    <span className="small muted">
                      {[person.function, person.organisationName].filter(Boolean).join(', ')}
                    </span>
                  </span>
                </PlainButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();

function grouped(list: readonly Persona[]): [string, Persona[]][] {
  const groups = new Map<string, Persona[]>();
  for (const person of list) {
    const name = person.partnershipName ?? '';
    groups.set(name, [...(groups.get(name) ?? []), person]);
  }
  return [...groups];
}
