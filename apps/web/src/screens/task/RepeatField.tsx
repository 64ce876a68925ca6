import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { LinkedFragment } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { type MessageId, useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { NumberField } from '../../ui/NumberField.js';
import { PickField } from '../../ui/PickField.js';
import { readRepeat, type RepeatUnit, usualRepeats, useRepeatWords, writeRepeat } from './repeat.js';
import type { Task } from './TaskPanel.js';
import type { Change } from './useChangeTask.js';

interface Props {
  task: Task;
  save(fields: Change): Promise<boolean>;
}

const never = 'never';
const other = 'other';

/** Whether a task comes back, and when the next one would. It is changed on the last task of its series. */
export function RepeatField({ task, save }: Props) {
  const t = useT();
  const format = useFormat();
  const { recurrence, nextOccurrenceOn, nextInSeries, dueOn } = task;
  const canChange = !nextInSeries && Boolean(dueOn ?? recurrence);
  const hint = nextInSeries
    ? t('repeat.changeInNext', { reference: nextInSeries.reference })
    : !canChange
      ? t('repeat.needsDue')
      : recurrence && nextOccurrenceOn
        ? t('repeat.comes', { date: format.longDate(nextOccurrenceOn) })
        : recurrence
          ? t('repeat.last')
          : undefined;
  return (
    <div className="stack-s">
      <RepeatPicker
        rule={recurrence ?? null}
        dueOn={dueOn ?? null}
        isDisabled={!canChange}
        hint={hint}
        onChange={(rule) => void save({ recurrence: rule })}
      />
      <SeriesLinks task={task} />
    </div>
  );
}

interface PickerProps {
  rule: string | null;
  dueOn: string | null;
  isDisabled: boolean;
  hint?: string | undefined;
  error?: string | undefined;
  onChange(rule: string | null): void;
}

/** How a task repeats: what people choose most, or a rule of one's own. */
export function RepeatPicker({ rule, dueOn, isDisabled, hint, error, onChange }: PickerProps) {
  const t = useT();
  const words = useRepeatWords();
  const [choosing, setChoosing] = useState(false);
  const rules = rule && !usualRepeats.includes(rule) ? [...usualRepeats, rule] : usualRepeats;
  return (
    <>
      <PickField
        label={t('field.recurrence')}
        options={[
          { id: never, name: t('repeat.never') },
          ...rules.map((usual) => ({ id: usual, name: words(usual) })),
          { id: other, name: t('repeat.other') },
        ]}
        value={rule ?? never}
        isDisabled={isDisabled}
        hint={hint}
        error={error}
        onChange={(id) => {
          if (id === other) setChoosing(true);
          else if (id) onChange(id === never ? null : id);
        }}
      />
      {choosing && (
        <RepeatDialog
          rule={rule ?? usualRepeats[0]!}
          dueOn={dueOn}
          onClose={() => setChoosing(false)}
          onSave={(chosen) => {
            setChoosing(false);
            onChange(chosen);
          }}
        />
      )}
    </>
  );
}

/** The tasks right before and after it. */
export function SeriesLinks({ task: { previousInSeries, nextInSeries } }: { task: Task }) {
  return (
    <>
      {previousInSeries && <SeriesLink label="repeat.previous" task={previousInSeries} />}
      {nextInSeries && <SeriesLink label="repeat.next" task={nextInSeries} />}
    </>
  );
}

function SeriesLink({ label, task }: { label: MessageId; task: LinkedFragment }) {
  const t = useT();
  const search = useSearch({ strict: false });
  return (
    <p className="small">
      <span className="muted">{t(label)}</span>{' '}
      <Link to="/taken/$nr" params={{ nr: String(task.number) }} search={search} dir="auto">
        {task.reference} {task.title}
      </Link>
    </p>
  );
}

interface DialogProps {
  rule: string;
  dueOn: string | null;
  onClose(): void;
  onSave(rule: string): void;
}

function RepeatDialog({ rule, dueOn, onClose, onSave }: DialogProps) {
  const t = useT();
  const words = useRepeatWords();
  const [repeat, setRepeat] = useState(() => readRepeat(rule));
  const endsTooSoon = Boolean(repeat.until && dueOn && repeat.until < dueOn);
  return (
    <Dialog title={t('repeat.title')} isOpen onClose={onClose}>
      <div className="form">
        <PickField
          label={t('repeat.unit')}
          options={(['WEEKLY', 'MONTHLY', 'YEARLY'] as const).map((id) => ({ id, name: t(`repeatUnit.${id}`) }))}
          value={repeat.unit}
          onChange={(unit) => unit && setRepeat({ ...repeat, unit: unit as RepeatUnit })}
        />
        <NumberField
          label={t('repeat.every')}
          value={repeat.every}
          min={1}
          max={52}
          onChange={(every) => setRepeat({ ...repeat, every: Math.max(1, every) })}
        />
        <DateField
          label={t('repeat.untilLabel')}
          hint={t('repeat.untilHint')}
          error={endsTooSoon ? t('repeat.endsTooSoon') : undefined}
          value={repeat.until}
          onChange={(until) => setRepeat({ ...repeat, until })}
        />
        <p role="status">{words(writeRepeat(repeat))}</p>
      </div>
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" isDisabled={endsTooSoon} onPress={() => onSave(writeRepeat(repeat))}>
          {t('action.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
