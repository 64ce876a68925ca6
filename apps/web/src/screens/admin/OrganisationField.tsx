import { X } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DirectoryActorsDocument, type InvitedOrganisationInput, type OrganisationKind } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { IconButton } from '../../ui/Button.js';
import { PickField } from '../../ui/PickField.js';
import { TextField } from '../../ui/TextField.js';
import { MunicipalityPicker } from '../partnership/MunicipalityPicker.js';

/** For whom somebody will act: what the server is told, and what is known of it. */
export interface ChosenOrganisation {
  input: InvitedOrganisationInput;
  kind: OrganisationKind;
  name: string;
}

interface Props {
  known: readonly { id: string; name: string; kind: OrganisationKind }[];
  value: ChosenOrganisation | null;
  onChange(value: ChosenOrganisation | null): void;
  error?: string | undefined;
}

const other = [
  'MUNICIPALITY',
  'OCMW',
  'ACTOR',
  'REGION',
  'ASSOCIATION',
  'VENDOR',
] as const satisfies readonly OrganisationKind[];
type Other = (typeof other)[number];

/** One that takes part already, or a municipality, a body of the directory, or any other by its name. */
export function OrganisationField({ known, value, onChange, error }: Props) {
  const t = useT();
  const [choice, setChoice] = useState<string | null>(null);
  const kind = other.find((one) => one === choice);
  const choose = (id: string | null): void => {
    setChoice(id);
    const organisation = known.find((one) => one.id === id);
    onChange(
      organisation
        ? { input: { organisationId: organisation.id }, kind: organisation.kind, name: organisation.name }
        : null,
    );
  };
  return (
    <div className="stack-s">
      <PickField
        label={t('organisation.label')}
        placeholder={t('organisation.choose')}
        options={[
          ...known.map(({ id, name, kind: its }) => ({ id, name, description: t(`organisationKind.${its}`) })),
          ...other.map((one) => ({ id: one, name: t(`organisation.other.${one}`) })),
        ]}
        value={choice}
        onChange={choose}
        error={error}
        searchable
      />
      {kind && <Other key={kind} kind={kind} value={value} onChange={onChange} />}
    </div>
  );
}

function Other({ kind, value, onChange }: { kind: Other } & Pick<Props, 'value' | 'onChange'>) {
  const t = useT();
  if (kind === 'ACTOR') return <ActorChoice value={value} onChange={onChange} />;
  if (kind === 'MUNICIPALITY' || kind === 'OCMW')
    return value ? (
      <p className="chosen">
        {value.name}
        <IconButton
          label={t('municipality.remove', { name: value.name })}
          icon={<X size={16} aria-hidden />}
          onPress={() => onChange(null)}
        />
      </p>
    ) : (
      <MunicipalityPicker
        label={t('partnership.municipality')}
        onChoose={({ municipality: { id, name } }) =>
          onChange({ input: { municipalityId: id, ...(kind === 'OCMW' ? { kind } : {}) }, kind, name })
        }
      />
    );
  return (
    <TextField
      label={t('organisation.name')}
      value={value?.name ?? ''}
      onChange={(name) => onChange(name.trim() ? { input: { kind, name }, kind, name } : null)}
      maxLength={200}
    />
  );
}

function ActorChoice({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const t = useT();
  const [{ data }] = useQuery({ query: DirectoryActorsDocument });
  const actors = data?.actors.nodes ?? [];
  return (
    <PickField
      label={t('waiting.actor')}
      placeholder={t('waiting.actorPlaceholder')}
      options={actors.map(({ id, name }) => ({ id, name }))}
      value={value?.input.actorId ?? null}
      onChange={(id) => {
        const actor = actors.find((one) => one.id === id);
        onChange(actor ? { input: { actorId: actor.id }, kind: 'ACTOR', name: actor.name } : null);
      }}
      searchable
    />
  );
}
