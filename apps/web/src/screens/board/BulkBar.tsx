import { Archive, ArchiveRestore, CalendarClock, X } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { TasksChangeInput, TaskPriority, TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useStore } from '../../live/store.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickField, PickManyField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { useCustomFields } from '../task/ownFields.js';
import { OwnFieldQuestion } from './BulkOwnField.js';
import { columns } from './search.js';
import { selection, useSelection } from './selection.js';
import { undoable, useBulk } from './useBulk.js';
import './bulk.css';

const nobody = 'nobody';
const priorities: readonly TaskPriority[] = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];
const limit = 200;

/** What can be done with everything that is ticked, and right after it, undoing it. */
export function BulkBar() {
  const t = useT();
  const { partnership } = useWorkspace();
  const chosen = useSelection();
  const last = useStore(undoable);
  const { change, undo } = useBulk();
  const [asking, setAsking] = useState<'due' | 'waiting' | 'places' | 'field' | null>(null);
  const fields = useCustomFields();
  const cards = [...chosen.values()];
  const apply = (fields: TasksChangeInput): void => {
    setAsking(null);
    void change(cards, fields);
  };

  if (cards.length === 0)
    return (
      <div role="status" className="no-print">
        {last && (
          <div className="bulk-bar">
            <strong>{t('bulk.changed', { count: last.taskCount })}</strong>
            <Button kind="quiet" onPress={() => void undo(last.id)}>
              {t('bulk.undo')}
            </Button>
          </div>
        )}
      </div>
    );
  const archived = cards.every((card) => card.archived);
  const tooMany = cards.length > limit;
  return (
    <section className="bulk-bar no-print" aria-label={t('bulk.label')}>
      <strong role="status">{t('bulk.selected', { count: cards.length })}</strong>
      {tooMany ? (
        <span>{t('bulk.tooMany', { limit })}</span>
      ) : (
        <>
          <PickField
            label={t('bulk.status')}
            labelHidden
            placeholder={t('bulk.status')}
            options={columns.map((status) => ({ id: status, name: t(`status.${status}`) }))}
            value={null}
            onChange={(status) =>
              status === 'WAITING' ? setAsking('waiting') : status && apply({ status: status as TaskStatus })
            }
          />
          <PickField
            label={t('bulk.who')}
            labelHidden
            placeholder={t('bulk.who')}
            options={[
              { id: nobody, name: t('task.nobody') },
              ...partnership.people.map(({ id, displayName }) => ({ id, name: displayName })),
            ]}
            value={null}
            onChange={(id) => id && apply({ assigneeId: id === nobody ? null : id })}
          />
          <PickField
            label={t('bulk.priority')}
            labelHidden
            placeholder={t('bulk.priority')}
            options={priorities.map((id) => ({ id, name: t(`priority.${id}`) }))}
            value={null}
            onChange={(priority) => priority && apply({ priority: priority as TaskPriority })}
          />
          <Button icon={<CalendarClock size={16} aria-hidden />} onPress={() => setAsking('due')}>
            {t('task.dueMenu')}
          </Button>
          <Button onPress={() => setAsking('places')}>{t('bulk.places')}</Button>
          {fields.length > 0 && <Button onPress={() => setAsking('field')}>{t('bulk.field')}</Button>}
          <Button
            icon={archived ? <ArchiveRestore size={16} aria-hidden /> : <Archive size={16} aria-hidden />}
            onPress={() => apply({ archived: !archived })}
          >
            {t(archived ? 'archive.restore' : 'archive.put')}
          </Button>
        </>
      )}
      <Button kind="quiet" icon={<X size={16} aria-hidden />} onPress={() => selection.clear()}>
        {t('bulk.clear')}
      </Button>
      {asking === 'due' && <DueQuestion onClose={() => setAsking(null)} onSave={(dueOn) => apply({ dueOn })} />}
      {asking === 'waiting' && (
        <WaitingQuestion
          onClose={() => setAsking(null)}
          onSave={(waitingOnNote) => apply({ status: 'WAITING', waitingOnNote })}
        />
      )}
      {asking === 'field' && (
        <OwnFieldQuestion onClose={() => setAsking(null)} onSave={(value) => apply({ customValues: [value] })} />
      )}
      {asking === 'places' && (
        <PlacesQuestion onClose={() => setAsking(null)} onSave={(municipalityIds) => apply({ municipalityIds })} />
      )}
    </section>
  );
}

interface Question<T> {
  onClose(): void;
  onSave(answer: T): void;
}

function DueQuestion({ onClose, onSave }: Question<string | null>) {
  const t = useT();
  const [date, setDate] = useState<string | null>(null);
  return (
    <Dialog title={t('task.dueMenu')} isOpen onClose={onClose}>
      <DateField label={t('task.due')} value={date} onChange={setDate} />
      <DialogActions>
        <Button onPress={() => onSave(null)}>{t('task.noDue')}</Button>
        <Button kind="primary" isDisabled={!date} onPress={() => onSave(date)}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function WaitingQuestion({ onClose, onSave }: Question<string>) {
  const t = useT();
  const [note, setNote] = useState('');
  return (
    <Dialog title={t('status.WAITING')} isOpen onClose={onClose}>
      <TextField label={t('bulk.waitingOn')} value={note} onChange={setNote} />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isDisabled={!note.trim()} onPress={() => onSave(note)}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function PlacesQuestion({ onClose, onSave }: Question<string[]>) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [ids, setIds] = useState<string[]>([]);
  return (
    <Dialog title={t('bulk.places')} isOpen onClose={onClose}>
      <PickManyField
        label={t('filter.municipality')}
        placeholder={t('task.noMunicipality')}
        options={partnership.members.map(({ municipality }) => municipality)}
        value={ids}
        onChange={setIds}
      />
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" onPress={() => onSave(ids)}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
