import { use, useRef, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { useT } from '../../i18n/messages.js';
import { TypingContext } from '../../live/presence.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { useDraft } from './drafts.js';

interface Props {
  label: string;
  value: string;
  draftKey: string;
  placeholder?: string;
  hint?: string;
  multiline?: boolean;
  isHeading?: boolean;
  required?: boolean;
  canEdit: boolean;
  maxLength?: number;
  onSave(text: string): Promise<boolean>;
}

/** Text that becomes a field when it is pressed; Enter (Ctrl+Enter in long text) saves, Esc goes back. */
export function EditableText({
  label,
  value,
  draftKey,
  placeholder,
  hint,
  multiline,
  isHeading,
  required,
  canEdit,
  maxLength,
  onSave,
}: Props) {
  const t = useT();
  const [draft, setDraft] = useDraft(draftKey);
  const noteTyping = use(TypingContext);
  const [missing, setMissing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const editing = draft !== null && canEdit;
  const shown = value || placeholder || '–';

  const stop = (): void => {
    setDraft(null);
    setMissing(false);
    setTimeout(() => opener.current?.focus());
  };
  const save = (): void => {
    const text = (draft ?? '').trim();
    if (required && !text) return setMissing(true);
    stop();
    if (text === value) return;
    // What was refused comes back into the field.
    void onSave(text).then((ok) => !ok && setDraft(text));
  };

  if (editing) {
    return (
      <div
        className="stack-s"
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            stop();
          }
          if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            save();
          }
        }}
      >
        <TextField
          label={label}
          value={draft}
          onChange={(text) => {
            noteTyping();
            setDraft(text);
          }}
          multiline={multiline ?? false}
          hint={hint}
          error={missing ? t('form.required') : undefined}
          autoFocus
          {...(maxLength ? { maxLength } : {})}
        />
        <div className="row">
          <Button kind="primary" onPress={save}>
            {t('action.save')}
          </Button>
          <Button onPress={stop}>{t('action.cancel')}</Button>
        </div>
      </div>
    );
  }
  const text = isHeading ? (
    <span className="task-title" dir="auto">
      {shown}
    </span>
  ) : (
    <span className={value ? 'prewrap' : 'muted'} dir="auto">
      {shown}
    </span>
  );
  const body = canEdit ? (
    <PlainButton
      ref={opener}
      className="editable"
      aria-label={`${label}: ${shown}. ${t('task.editHint')}`}
      onPress={() => setDraft(value)}
    >
      {text}
    </PlainButton>
  ) : (
    text
  );
  return isHeading ? <h1 className="task-h1">{body}</h1> : body;
}
