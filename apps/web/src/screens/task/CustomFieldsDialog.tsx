import { Plus, Trash2 } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  CreateCustomFieldDocument,
  type CustomFieldFragment,
  CustomFieldsDocument,
  type CustomFieldType,
  RemoveCustomFieldDocument,
  UpdateCustomFieldDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button, IconButton } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { fieldTypes } from './ownFields.js';
import { type Settle, useKeptList } from './useKeptList.js';

const choicesIn = (text: string): string[] => text.split(/[\n;]/).flatMap((line) => line.trim() || []);

/** The fields a partnership adds to its tasks: a name and a type each, and what one chooses from. */
export function CustomFieldsDialog({ fields, onClose }: { fields: readonly CustomFieldFragment[]; onClose(): void }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const { error, settle } = useKeptList(CustomFieldsDocument, 'fields.refused');
  return (
    <Dialog title={t('fields.title', { partnership: partnership.name })} isOpen wide onClose={onClose}>
      {fields.length === 0 && <p className="muted">{t('fields.empty')}</p>}
      <ul className="stack-s">
        {fields.map((field) => (
          <FieldRow key={`${field.id} ${String(field.version)}`} field={field} settle={settle} />
        ))}
      </ul>
      <NewField settle={settle} />
      <p className="field-error" role="alert">
        {error}
      </p>
    </Dialog>
  );
}

function FieldRow({ field, settle }: { field: CustomFieldFragment; settle: Settle }) {
  const t = useT();
  const [name, setName] = useState(field.name);
  const [choices, setChoices] = useState(field.choices.join('; '));
  const change = async (fields: { name?: string; choices?: string[] }): Promise<void> => {
    const outcome = await mutate(UpdateCustomFieldDocument, {
      input: { id: field.id, expectedVersion: field.version, ...fields },
    });
    if (!settle(outcome)) setName(field.name);
  };
  return (
    <li className="inline-form">
      <TextField
        label={t('fields.nameOf', { name: field.name })}
        labelHidden
        value={name}
        maxLength={60}
        onChange={setName}
        onBlur={() => {
          if (name.trim() && name.trim() !== field.name) void change({ name: name.trim() });
        }}
      />
      {field.type === 'CHOICE' ? (
        <TextField
          label={t('fields.choicesOf', { name: field.name })}
          labelHidden
          value={choices}
          onChange={setChoices}
          onBlur={() => {
            if (choices !== field.choices.join('; ')) void change({ choices: choicesIn(choices) });
          }}
        />
      ) : (
        <span className="muted">{t(`fieldType.${field.type}`)}</span>
      )}
      <IconButton
        label={t('fields.remove', { name: field.name })}
        icon={<Trash2 size={16} aria-hidden />}
        onPress={() =>
          void mutate(RemoveCustomFieldDocument, { input: { id: field.id, expectedVersion: field.version } }).then(
            settle,
          )
        }
      />
    </li>
  );
}

function NewField({ settle }: { settle: Settle }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [name, setName] = useState('');
  const [type, setType] = useState<CustomFieldType>('TEXT');
  const [choices, setChoices] = useState('');
  const [missing, setMissing] = useState(false);
  const add = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!name.trim()) return setMissing(true);
    const input = {
      ...{ partnershipId: partnership.id, name: name.trim(), type },
      ...(type === 'CHOICE' ? { choices: choicesIn(choices) } : {}),
    };
    if (!settle(await mutate(CreateCustomFieldDocument, { input }))) return;
    setName('');
    setChoices('');
  };
  return (
    <form className="stack-s" onSubmit={(event) => void add(event)} noValidate>
      <TextField
        label={t('fields.new')}
        hint={t('form.privacy')}
        value={name}
        maxLength={60}
        error={missing ? t('form.required') : undefined}
        onChange={(text) => {
          setName(text);
          setMissing(false);
        }}
      />
      <PickField
        label={t('fields.type')}
        options={fieldTypes.map((id) => ({ id, name: t(`fieldType.${id}`) }))}
        value={type}
        onChange={(id) => id && setType(id as CustomFieldType)}
      />
      {type === 'CHOICE' && (
        <TextField label={t('fields.choices')} hint={t('fields.choicesHint')} value={choices} onChange={setChoices} />
      )}
      <div>
        <Button type="submit" icon={<Plus size={16} aria-hidden />}>
          {t('fields.add')}
        </Button>
      </div>
    </form>
  );
}
