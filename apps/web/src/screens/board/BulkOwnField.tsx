import { type SubmitEvent, useState } from 'react';
import type { CustomValueInput } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickField } from '../../ui/PickField.js';
import { CustomField } from '../task/CustomFields.js';
import { isWrongNumber, useCustomFields } from '../task/ownFields.js';

interface Props {
  onClose(): void;
  onSave(value: CustomValueInput): void;
}

/** Which field of the partnership's own, and what all chosen tasks get in it. */
export function OwnFieldQuestion({ onClose, onSave }: Props) {
  const t = useT();
  const fields = useCustomFields();
  const [fieldId, setFieldId] = useState<string | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const field = fields.find(({ id }) => id === (fieldId ?? fields[0]?.id));
  const save = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!field || value === null) return;
    if (isWrongNumber(field, value)) return setWrong(true);
    onSave({ fieldId: field.id, value });
  };
  if (!field) return null;
  return (
    <Dialog title={t('bulk.field')} isOpen onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <PickField
          label={t('bulk.whichField')}
          options={fields}
          value={field.id}
          onChange={(id) => {
            setFieldId(id);
            setValue(null);
            setWrong(false);
          }}
        />
        <CustomField
          key={field.id}
          field={field}
          value={value}
          atOnce
          error={isWrong ? t('fields.numberHint') : undefined}
          change={(next) => {
            setValue(next);
            setWrong(false);
          }}
        />
        <DialogActions>
          <Button onPress={() => onSave({ fieldId: field.id, value: null })}>{t('bulk.emptyField')}</Button>
          <Button kind="primary" type="submit" isDisabled={value === null}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
