import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import { useDraft } from '../task/drafts.js';
import type { DeedResult } from './useDeed.js';

export interface DeedText {
  label: string;
  hint?: string;
  required?: boolean;
  /** Under which the text is kept until it is sent. */
  draftKey: string;
  max?: number;
}

interface Props {
  title: string;
  /** What happens, and who will read it. */
  explain?: ReactNode;
  text?: DeedText;
  confirm: string;
  danger?: boolean;
  onClose(): void;
  onConfirm(text: string): Promise<DeedResult>;
  children?: ReactNode;
}

/** One thing to do with a request: what it does, a text when it needs one, and a button with a verb. */
export function DeedDialog(props: Props) {
  const { text } = props;
  return text ? <WithText {...props} text={text} /> : <Inside {...props} value="" />;
}

function WithText(props: Props & { text: DeedText }) {
  const { text } = props;
  const t = useT();
  const [draft, setDraft] = useDraft(text.draftKey);
  const [missing, setMissing] = useState(false);
  const value = draft ?? '';
  return (
    <Inside
      {...props}
      value={value}
      onConfirm={async (given) => {
        if (text.required && !given.trim()) {
          setMissing(true);
          return { done: false };
        }
        const result = await props.onConfirm(given.trim());
        if (result.done) setDraft(null);
        return result;
      }}
    >
      {props.children}
      <TextField
        label={text.label}
        hint={`${text.hint ? `${text.hint} ` : ''}${t('form.privacy')}`}
        multiline
        rows={4}
        maxLength={text.max ?? 2_000}
        value={value}
        error={missing ? t('form.required') : undefined}
        onChange={(next) => {
          setMissing(false);
          setDraft(next || null);
        }}
      />
    </Inside>
  );
}

function Inside({ title, explain, confirm, danger, onClose, onConfirm, value, children }: Props & { value: string }) {
  const t = useT();
  const [state, setState] = useState<{ busy: boolean; error?: string | undefined }>({ busy: false });
  const send = async (): Promise<void> => {
    if (state.busy) return;
    setState({ busy: true });
    const result = await onConfirm(value);
    if (result.done) return onClose();
    setState({ busy: false, error: result.error });
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      {explain}
      {children}
      {state.error && (
        <p className="error-block" role="alert">
          {state.error}
        </p>
      )}
      <DialogActions>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
        <Button kind={danger ? 'danger' : 'primary'} isPending={state.busy} onPress={() => void send()}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
