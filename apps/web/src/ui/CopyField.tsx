import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { useT } from '../i18n/messages.js';
import { Button } from './Button.js';
import { FieldLabel } from './FieldParts.js';

/** Text to take along: selected when it gets the focus, copied with the button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useT();
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied('yes');
    } catch {
      // Without permission or without https the text can still be selected.
      setCopied('failed');
    }
  };
  return (
    <div className="stack-s">
      <TextField className="field" value={value} isReadOnly onFocus={(event) => event.target.select()}>
        <FieldLabel>{label}</FieldLabel>
        <div className="copy-field">
          <Input className="input" spellCheck={false} />
          <Button
            icon={copied === 'yes' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
            onPress={() => void copy()}
          >
            {t('action.copy')}
          </Button>
        </div>
      </TextField>
      <p role="status" className="small muted">
        {copied === 'yes' ? t('action.copied') : copied === 'failed' ? t('action.copyFailed') : ''}
      </p>
    </div>
  );
}
