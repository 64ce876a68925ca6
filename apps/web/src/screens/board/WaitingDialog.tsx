import { useState } from 'react';
import { useQuery } from 'urql';
import { ActorsDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';

interface Props {
  title: string;
  onAnswer(answer: { waitingOnActorId: string | null; waitingOnNote: string | null } | null): void;
}

/** A task that waits says on whom. */
export function WaitingDialog({ title, onAnswer }: Props) {
  const t = useT();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first' });
  const [actor, setActor] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);

  const save = (): void => {
    if (!actor && !note.trim()) return setMissing(true);
    onAnswer({ waitingOnActorId: actor, waitingOnNote: note.trim() || null });
  };

  return (
    <Dialog title={t('waiting.title')} isOpen onClose={() => onAnswer(null)}>
      <p className="muted" dir="auto">
        {title}
      </p>
      <PickField
        label={t('waiting.actor')}
        placeholder={t('waiting.actorPlaceholder')}
        searchable
        options={data?.actors.nodes ?? []}
        value={actor}
        onChange={(value) => {
          setActor(value);
          setMissing(false);
        }}
        error={missing ? t('waiting.missing') : undefined}
      />
      <TextField
        label={t('waiting.note')}
        hint={t('form.privacy')}
        value={note}
        onChange={(value) => {
          setNote(value);
          setMissing(false);
        }}
        maxLength={200}
      />
      <DialogActions>
        <Button onPress={() => onAnswer(null)}>{t('action.cancel')}</Button>
        <Button kind="primary" onPress={save}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
