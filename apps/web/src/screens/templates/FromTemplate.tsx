import { useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { todayIso } from '../../i18n/useFormat.js';
import { DateField } from '../../ui/DateField.js';
import { PickField } from '../../ui/PickField.js';
import type { NewTask } from '../task/newTask.js';
import { fill } from './template.js';
import { useTemplates } from './useTemplates.js';

const none = 'none';

/** Fills a new task from a template; nothing is offered where there are none. */
export function FromTemplate({ task, onFill }: { task: NewTask; onFill(task: NewTask): void }) {
  const t = useT();
  const { templates = [] } = useTemplates();
  const [chosen, setChosen] = useState<string>(none);
  const [from, setFrom] = useState<string | null>(todayIso());
  const [filled, setFilled] = useState<Partial<NewTask>>({});
  const template = templates.find(({ id }) => id === chosen) ?? null;
  if (templates.length === 0) return null;

  const choose = (id: string, day: string | null): void => {
    setChosen(id);
    setFrom(day);
    const next = fill(task, filled, templates.find((one) => one.id === id) ?? null, day);
    setFilled(next.from);
    onFill(next.task);
  };
  return (
    <div className="form-grid">
      <PickField
        label={t('templates.from')}
        hint={t('templates.fromHint')}
        options={[{ id: none, name: t('templates.none') }, ...templates.map(({ id, title }) => ({ id, name: title }))]}
        searchable={templates.length > 8}
        value={chosen}
        onChange={(id) => choose(id ?? none, from)}
      />
      {typeof template?.dueDays === 'number' && (
        <DateField
          label={t('templates.countedFrom')}
          hint={t('templates.due', { days: Math.abs(template.dueDays), before: String(template.dueDays < 0) })}
          value={from}
          onChange={(day) => choose(chosen, day)}
        />
      )}
    </div>
  );
}
