import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import type { CustomFieldFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { CustomFieldsDialog } from './CustomFieldsDialog.js';
import { useCustomFields, useFieldOptions, withComma } from './ownFields.js';
import type { Task } from './TaskPanel.js';
import type { Change } from './useChangeTask.js';

const none = 'none';

type Save = (fields: Change) => Promise<boolean>;

/** The fields that the partnership added, each as its type wants it; managers keep the list of them from here. */
export function CustomFields({ task, save }: { task: Task; save: Save }) {
  const t = useT();
  const { mayManage } = useWorkspace();
  const fields = useCustomFields();
  const [managing, setManaging] = useState(false);
  const values = new Map(task.customValues.map(({ fieldId, value }) => [fieldId, value]));
  return (
    <>
      {fields.map((field) => (
        <CustomField
          // Another value from elsewhere begins the field again.
          key={`${field.id} ${values.get(field.id) ?? ''}`}
          field={field}
          value={values.get(field.id) ?? null}
          change={(value) => void save({ customValues: [{ fieldId: field.id, value }] })}
        />
      ))}
      {mayManage && (
        <div className="task-wide">
          <Button kind="quiet" icon={<ListPlus size={16} aria-hidden />} onPress={() => setManaging(true)}>
            {t('fields.manage')}
          </Button>
        </div>
      )}
      {managing && <CustomFieldsDialog fields={fields} onClose={() => setManaging(false)} />}
    </>
  );
}

interface FieldProps {
  field: CustomFieldFragment;
  value: string | null;
  change(value: string | null): void;
  /** Tells every letter, where nothing is saved yet; otherwise what was written when one leaves the field. */
  atOnce?: boolean;
  error?: string | undefined;
}

/** One field as its type wants it. */
export function CustomField({ field, value, change, atOnce = false, error }: FieldProps) {
  const t = useT();
  const optionsOf = useFieldOptions();
  const shown = (field.type === 'NUMBER' && value ? withComma(value) : value) ?? '';
  const [text, setText] = useState(shown);
  if (field.type === 'DATE') return <DateField label={field.name} value={value} onChange={change} />;
  const options = optionsOf(field);
  if (options) {
    // A choice that is offered no longer stays until another is made.
    const known = value === null || options.some(({ id }) => id === value);
    return (
      <PickField
        label={field.name}
        options={[
          { id: none, name: '–' },
          ...options,
          ...(known ? [] : [{ id: value, name: field.type === 'PERSON' ? '?' : value }]),
        ]}
        value={value ?? none}
        onChange={(id) => change(id === none ? null : id)}
      />
    );
  }
  return (
    <TextField
      label={field.name}
      hint={field.type === 'NUMBER' && !error ? t('fields.numberHint') : undefined}
      error={error}
      value={text}
      maxLength={500}
      {...(field.type === 'NUMBER' ? { inputMode: 'decimal' as const } : {})}
      onChange={(next) => {
        setText(next);
        if (atOnce) change(next.trim() || null);
      }}
      onBlur={() => {
        if (!atOnce && text.trim() !== shown) change(text.trim() || null);
      }}
    />
  );
}
