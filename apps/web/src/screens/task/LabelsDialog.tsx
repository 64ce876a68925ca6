import { Plus, Trash2 } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  CreateLabelDocument,
  type LabelColour,
  type LabelFragment,
  LabelsDocument,
  RemoveLabelDocument,
  UpdateLabelDocument,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button, IconButton } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { type Settle, useKeptList } from './useKeptList.js';
import { labelColours } from './labels.js';

/** The labels of a partnership: a name and a colour each, changed where they stand. */
export function LabelsDialog({ labels, onClose }: { labels: readonly LabelFragment[]; onClose(): void }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const { error, settle } = useKeptList(LabelsDocument, 'labels.refused');
  return (
    <Dialog title={t('labels.title', { partnership: partnership.name })} isOpen wide onClose={onClose}>
      {labels.length === 0 && <p className="muted">{t('labels.empty')}</p>}
      <ul className="stack-s">
        {labels.map((label) => (
          <LabelRow key={`${label.id} ${String(label.version)}`} label={label} settle={settle} />
        ))}
      </ul>
      <NewLabel settle={settle} />
      <p className="field-error" role="alert">
        {error}
      </p>
    </Dialog>
  );
}

function ColourField({ value, onChange }: { value: LabelColour; onChange(colour: LabelColour): void }) {
  const t = useT();
  return (
    <PickField
      label={t('labels.colour')}
      labelHidden
      options={labelColours.map((id) => ({ id, name: t(`labelColour.${id}`) }))}
      value={value}
      onChange={(colour) => colour && onChange(colour as LabelColour)}
    />
  );
}

function LabelRow({ label, settle }: { label: LabelFragment; settle: Settle }) {
  const t = useT();
  const [name, setName] = useState(label.name);
  const change = async (fields: { name?: string; colour?: LabelColour }): Promise<void> => {
    const outcome = await mutate(UpdateLabelDocument, {
      input: { id: label.id, expectedVersion: label.version, ...fields },
    });
    if (!settle(outcome)) setName(label.name);
  };
  return (
    <li className="inline-form">
      <TextField
        label={t('labels.nameOf', { name: label.name })}
        labelHidden
        value={name}
        maxLength={40}
        onChange={setName}
        onBlur={() => {
          if (name.trim() && name.trim() !== label.name) void change({ name: name.trim() });
        }}
      />
      <ColourField value={label.colour} onChange={(colour) => void change({ colour })} />
      <IconButton
        label={t('labels.remove', { name: label.name })}
        icon={<Trash2 size={16} aria-hidden />}
        onPress={() =>
          void mutate(RemoveLabelDocument, { input: { id: label.id, expectedVersion: label.version } }).then(settle)
        }
      />
    </li>
  );
}

function NewLabel({ settle }: { settle: Settle }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const [colour, setColour] = useState<LabelColour>('BLUE');
  const add = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!name.trim()) return setMissing(true);
    const input = { partnershipId: partnership.id, name: name.trim(), colour };
    if (settle(await mutate(CreateLabelDocument, { input }))) setName('');
  };
  return (
    <form className="inline-form" onSubmit={(event) => void add(event)} noValidate>
      <TextField
        label={t('labels.new')}
        labelHidden
        placeholder={t('labels.new')}
        value={name}
        maxLength={40}
        error={missing ? t('form.required') : undefined}
        onChange={(text) => {
          setName(text);
          setMissing(false);
        }}
      />
      <ColourField value={colour} onChange={setColour} />
      <Button type="submit" icon={<Plus size={16} aria-hidden />}>
        {t('labels.add')}
      </Button>
    </form>
  );
}
