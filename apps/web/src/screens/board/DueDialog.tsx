import { useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import type { Card } from './useBoard.js';

export function DueDialog({
  card,
  onClose,
  onSave,
}: {
  card: Card;
  onClose(): void;
  onSave(dueOn: string | null): void;
}) {
  const t = useT();
  const [date, setDate] = useState<string | null>(card.dueOn ?? null);
  return (
    <Dialog title={t('task.dueMenu')} isOpen onClose={onClose}>
      <p className="muted" dir="auto">
        {card.title}
      </p>
      <DateField label={t('task.due')} value={date} onChange={setDate} />
      <DialogActions>
        <Button onPress={() => onSave(null)}>{t('task.noDue')}</Button>
        <Button kind="primary" onPress={() => onSave(date)}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
