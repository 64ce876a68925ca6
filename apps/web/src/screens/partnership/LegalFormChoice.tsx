import type { LegalFormFactsFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { RadioField } from '../../ui/Checks.js';
import { legalFormFacts } from './legalFormFacts.js';

interface Props {
  forms: readonly LegalFormFactsFragment[];
  value: string | null;
  onChange(code: string): void;
  error?: string | undefined;
}

/** Every form says what follows from choosing it. */
export function LegalFormChoice({ forms, value, onChange, error }: Props) {
  const t = useT();
  return (
    <RadioField
      label={t('partnership.legalForm')}
      hint={t('partnership.legalFormHint')}
      options={forms.map((form) => ({
        id: form.code,
        name: form.abbreviation ? `${form.name} (${form.abbreviation})` : form.name,
        description: legalFormFacts(form, t).join(' '),
      }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
