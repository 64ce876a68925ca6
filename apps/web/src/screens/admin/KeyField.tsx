import { useT } from '../../i18n/messages.js';
import { RadioField } from '../../ui/Checks.js';
import { TextField } from '../../ui/TextField.js';

/** A secret that we make, or public keys of the other system. */
export interface KeyChoice {
  own: boolean;
  text: string;
}

export const noKeys: KeyChoice = { own: false, text: '' };

interface Props {
  value: KeyChoice;
  onChange(value: KeyChoice): void;
  error?: string | undefined;
}

export function KeyField({ value, onChange, error }: Props) {
  const t = useT();
  return (
    <div className="stack-s">
      <RadioField
        label={t('clients.proof')}
        options={[
          { id: 'secret', name: t('clients.proofSecret'), description: t('clients.proofSecretHint') },
          { id: 'keys', name: t('clients.proofKeys'), description: t('clients.proofKeysHint') },
        ]}
        value={value.own ? 'keys' : 'secret'}
        onChange={(kind) => onChange({ ...value, own: kind === 'keys' })}
      />
      {value.own && (
        <TextField
          label={t('clients.publicKeys')}
          value={value.text}
          onChange={(text) => onChange({ ...value, text })}
          error={error}
          multiline
          rows={5}
          spellCheck="false"
        />
      )}
    </div>
  );
}
