import { ListFilter, X } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import type { CustomFieldFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Button } from '../../ui/Button.js';
import { CheckField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickManyField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { isWrongNumber, useCustomFields, useFieldOptions, withComma } from '../task/ownFields.js';
import { type FieldFilter, readFieldFilters, writeFieldFilters } from './fieldFilters.js';

interface Props {
  velden: string | undefined;
  onChange(velden: string | undefined): void;
}

/** What is asked of fields of the partnership's own: each a button that takes it off, and a dialog for all of them. */
export function FieldFilters({ velden, onChange }: Props) {
  const t = useT();
  const fields = useCustomFields();
  const words = useFilterWords(fields);
  const [asking, setAsking] = useState(false);
  const filters = readFieldFilters(velden);
  if (fields.length === 0 && filters.length === 0) return null;
  return (
    <>
      {fields.length > 0 && (
        <Button icon={<ListFilter size={20} aria-hidden />} onPress={() => setAsking(true)}>
          {t('filter.fields')}
        </Button>
      )}
      {filters.map((filter) => {
        const text = words(filter);
        return (
          <Button
            key={filter.fieldId}
            kind="quiet"
            icon={<X size={16} aria-hidden />}
            aria-label={t('filter.fieldOff', { filter: text })}
            onPress={() => onChange(writeFieldFilters(filters.filter((one) => one !== filter)))}
          >
            <span dir="auto">{text}</span>
          </Button>
        );
      })}
      {asking && (
        <FieldFiltersDialog
          fields={fields}
          filters={filters}
          onClose={() => setAsking(false)}
          onShow={(next) => {
            setAsking(false);
            onChange(writeFieldFilters(next));
          }}
        />
      )}
    </>
  );
}

/** A filter as people read it. */
function useFilterWords(fields: readonly CustomFieldFragment[]): (filter: FieldFilter) => string {
  const t = useT();
  const format = useFormat();
  const optionsOf = useFieldOptions();
  return ({ fieldId, anyOf, contains, from, until, empty }) => {
    const field = fields.find(({ id }) => id === fieldId);
    if (!field) return t('filter.fieldGone');
    const options = optionsOf(field) ?? [];
    const end = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : withComma(value));
    const parts = [
      ...(anyOf ?? []).map((value) => options.find(({ id }) => id === value)?.name ?? value),
      ...(contains ? [`“${contains}”`] : []),
      ...(from && until
        ? [t('filter.between', { from: end(from), until: end(until) })]
        : from
          ? [t('filter.fromOn', { value: end(from) })]
          : until
            ? [t('filter.upTo', { value: end(until) })]
            : []),
      ...(empty ? [t('filter.empty')] : []),
    ];
    return t('filter.field', { field: field.name, value: parts.join(', ') });
  };
}

interface DialogProps {
  fields: readonly CustomFieldFragment[];
  filters: readonly FieldFilter[];
  onClose(): void;
  onShow(filters: readonly FieldFilter[]): void;
}

function FieldFiltersDialog({ fields, filters, onClose, onShow }: DialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState(() => new Map(filters.map((filter) => [filter.fieldId, filter])));
  const [checked, setChecked] = useState(false);
  const shown = fields.flatMap(({ id }) => chosen.get(id) ?? []);
  const show = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setChecked(true);
    const allRight = fields.every((field) => {
      const { from, until } = chosen.get(field.id) ?? {};
      return !isWrongNumber(field, from) && !isWrongNumber(field, until);
    });
    if (allRight) onShow(shown);
  };
  return (
    <Dialog title={t('filter.fields')} isOpen wide onClose={onClose}>
      <form className="stack" onSubmit={show} noValidate>
        {fields.map((field) => (
          <FieldAsk
            key={field.id}
            field={field}
            filter={chosen.get(field.id) ?? { fieldId: field.id }}
            errorOf={(value) => (checked && isWrongNumber(field, value) ? t('fields.numberHint') : undefined)}
            onChange={(filter) => setChosen(new Map(chosen).set(field.id, filter))}
          />
        ))}
        <DialogActions>
          <Button onPress={() => onShow([])}>{t('filter.clearFields')}</Button>
          <Button kind="primary" type="submit">
            {t('filter.show')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface AskProps {
  field: CustomFieldFragment;
  filter: FieldFilter;
  errorOf(value: string | null | undefined): string | undefined;
  onChange(filter: FieldFilter): void;
}

const none = 'none ';

/** What one asks of one field, as its type allows. */
function FieldAsk({ field, filter, errorOf, onChange }: AskProps) {
  const t = useT();
  const optionsOf = useFieldOptions();
  const { name, type } = field;
  const { anyOf, contains, from, until, empty, ...bare } = filter;
  const withEmpty = (next: FieldFilter, isEmpty: boolean): FieldFilter => (isEmpty ? { ...next, empty: true } : next);
  const options = optionsOf(field);
  if (options)
    return (
      <PickManyField
        label={name}
        placeholder={t('filter.anyValue')}
        searchable={options.length > 10}
        options={[...options, { id: none, name: t('filter.notFilledIn') }]}
        value={[...(anyOf ?? []), ...(empty ? [none] : [])]}
        onChange={(ids) => {
          const values = ids.filter((id) => id !== none);
          onChange(withEmpty({ ...bare, ...(values.length > 0 ? { anyOf: values } : {}) }, ids.includes(none)));
        }}
      />
    );
  const set = (change: Partial<FieldFilter>): void => {
    const { empty: _empty, ...others } = { ...filter, ...change };
    onChange(others);
  };
  return (
    <fieldset className="filter-field">
      <legend className="field-label">{name}</legend>
      {type === 'TEXT' && (
        <TextField
          label={t('filter.hasWords')}
          value={contains ?? ''}
          maxLength={200}
          isDisabled={Boolean(empty)}
          onChange={(text) => set({ contains: text })}
        />
      )}
      {type === 'NUMBER' &&
        (['from', 'until'] as const).map((end) => (
          <TextField
            key={end}
            label={t(`filter.${end}`)}
            inputMode="decimal"
            value={filter[end] ?? ''}
            maxLength={20}
            isDisabled={Boolean(empty)}
            error={errorOf(filter[end])}
            onChange={(text) => set({ [end]: text.trim() })}
          />
        ))}
      {type === 'DATE' &&
        (['from', 'until'] as const).map((end) => (
          <DateField
            key={end}
            label={t(`filter.${end}`)}
            value={filter[end] ?? null}
            isDisabled={Boolean(empty)}
            onChange={(day) => set({ [end]: day })}
          />
        ))}
      <CheckField isSelected={Boolean(empty)} onChange={(isEmpty) => onChange(withEmpty(bare, isEmpty))}>
        {t('filter.notFilledIn')}
      </CheckField>
    </fieldset>
  );
}
