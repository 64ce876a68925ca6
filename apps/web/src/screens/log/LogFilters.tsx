import { X } from 'lucide-react';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { type Option, PickField } from '../../ui/PickField.js';
import { knownActions, useLogText } from './actions.js';
import { kinds, type LogChoice, noChoice } from './filter.js';

interface Props {
  choice: LogChoice;
  onChange(choice: LogChoice): void;
  /** Nobody to choose in one's own log. */
  people?: readonly Option[];
}

const any = 'any';

export function LogFilters({ choice, onChange, people }: Props) {
  const t = useT();
  const { action } = useLogText();
  const everything = { id: any, name: t('log.anything') };
  const set = (change: Partial<LogChoice>): void => onChange({ ...choice, ...change });
  const orNull = (id: string | null): string | null => (id === any ? null : id);
  return (
    <div className="log-filters" role="group" aria-label={t('log.filters')}>
      {people && (
        <PickField
          label={t('log.who')}
          options={[{ id: any, name: t('filter.everybody') }, ...people]}
          value={choice.personId ?? any}
          onChange={(id) => set({ personId: orNull(id) })}
          searchable
        />
      )}
      <PickField
        label={t('log.what')}
        options={[
          everything,
          ...kinds.map((kind) => ({ id: kind, name: t(`logKind.${kind}`) })),
          ...knownActions.map((name) => ({ id: name, name: action(name) })),
        ]}
        value={choice.what ?? any}
        onChange={(id) => set({ what: orNull(id) })}
        searchable
      />
      <DateField label={t('log.from')} value={choice.from} onChange={(from) => set({ from })} />
      <DateField label={t('log.until')} value={choice.until} onChange={(until) => set({ until })} />
      <PickField
        label={t('log.result')}
        options={[everything, { id: 'done', name: t('log.done') }, { id: 'refused', name: t('log.onlyRefused') }]}
        value={choice.result ?? any}
        onChange={(id) => set({ result: orNull(id) as LogChoice['result'] })}
      />
      {JSON.stringify(choice) !== JSON.stringify(noChoice) && (
        <Button kind="quiet" icon={<X size={16} aria-hidden />} onPress={() => onChange(noChoice)}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}
