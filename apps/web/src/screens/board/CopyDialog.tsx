import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  CopyTaskToMunicipalitiesDocument,
  type CopyTaskToMunicipalitiesMutation,
  TaskDetailDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { createStore, useStore } from '../../live/store.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CheckField, CheckGroupField } from '../../ui/Checks.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import type { Card } from './useBoard.js';

type Copied = Pick<Card, 'id' | 'number' | 'title' | 'municipalities'>;
type Copies = CopyTaskToMunicipalitiesMutation['copyTaskToMunicipalities']['copies'];

/** The task that is being copied. Its card may leave the screen meanwhile, pushed down by its own copies. */
export const copying = createStore<Copied | null>(null);

/** The dialog of that task, once for the whole board. */
export function CopyPlace() {
  const card = useStore(copying);
  useEffect(() => () => copying.set(null), []);
  return card && <CopyDialog key={card.id} card={card} onClose={() => copying.set(null)} />;
}

/** A copy of a task for each municipality that is ticked; afterwards, which ones were made. */
function CopyDialog({ card, onClose }: { card: Copied; onClose(): void }) {
  const t = useT();
  const client = useClient();
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const options = partnership.members.map(({ municipality }) => municipality);
  const [chosen, setChosen] = useState<string[]>([]);
  const [asParts, setAsParts] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [copies, setCopies] = useState<Copies>();

  const copy = async (): Promise<void> => {
    if (chosen.length === 0) return setError(t('copies.none'));
    setBusy(true);
    const municipalityIds = options.map(({ id }) => id).filter((id) => chosen.includes(id));
    const outcome = await mutate(CopyTaskToMunicipalitiesDocument, {
      input: { id: card.id, municipalityIds, asParts },
    });
    setBusy(false);
    if (!outcome.ok) {
      if (outcome.waited) return onClose();
      return setError(t('copies.refused', { reason: problemText(outcome.problem) }));
    }
    setCopies(outcome.data.copyTaskToMunicipalities.copies);
    if (asParts)
      void client
        .query(
          TaskDetailDocument,
          { partnershipId: partnership.id, number: card.number },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
  };

  return (
    <Dialog title={t('copies.title')} isOpen onClose={onClose}>
      <p className="muted" dir="auto">
        {card.title}
      </p>
      {copies ? (
        <>
          <p role="status">{t('copies.made', { count: copies.length })}</p>
          <ul className="stack-s" aria-label={t('copies.list')}>
            {copies.map(({ id, number, reference, municipalities }) => (
              <li key={id}>
                <Link to="/taken/$nr" params={{ nr: String(number) }} search={(before) => before} onClick={onClose}>
                  {reference} {municipalities.map(({ name }) => name).join(', ')}
                </Link>
              </li>
            ))}
          </ul>
          <DialogActions>
            <Button kind="primary" autoFocus onPress={onClose}>
              {t('action.close')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <>
          <div className="form">
            <CheckGroupField
              label={t('copies.which')}
              hint={t('copies.hint')}
              options={options}
              value={chosen}
              error={error}
              onChange={(ids) => {
                setChosen(ids);
                setError(undefined);
              }}
            />
            <div className="row">
              <Button
                kind="quiet"
                onPress={() => {
                  setChosen(chosen.length === options.length ? [] : options.map(({ id }) => id));
                  setError(undefined);
                }}
              >
                {t(chosen.length === options.length ? 'copies.noneOfThem' : 'copies.all')}
              </Button>
            </div>
            <CheckField isSelected={asParts} onChange={setAsParts}>
              {t('copies.asParts')}
            </CheckField>
          </div>
          <DialogActions>
            <Button onPress={onClose}>{t('action.cancel')}</Button>
            <Button kind="primary" isDisabled={busy} onPress={() => void copy()}>
              {t('copies.make', { count: chosen.length })}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
