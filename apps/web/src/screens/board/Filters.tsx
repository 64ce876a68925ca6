import { useNavigate } from '@tanstack/react-router';
import { SlidersHorizontal, X } from 'lucide-react';
import { memo, useState } from 'react';
import { SearchInput } from '../../app/SearchInput.js';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { PickField } from '../../ui/PickField.js';
import { useLabels } from '../task/labels.js';
import { FieldFilters } from './FieldFilters.js';
import { type BoardSearch, hasFilters, terms } from './search.js';

const all = 'all';

/** Filters live in the address; what is shown can be sent to a colleague as a link. */
export const Filters = memo(function Filters({ search }: { search: BoardSearch }) {
  const t = useT();
  const isPhone = useIsPhone();
  const [open, setOpen] = useState(false);
  const { partnership } = useWorkspace();
  const { person } = useViewer();
  const set = useFilter();
  const labels = useLabels();
  const others = partnership.people.filter(({ id }) => id !== person.id);

  return (
    <div className="filters no-print" role="search" aria-label={t('filter.label')}>
      <SearchInput
        value={search.zoek ?? ''}
        placeholder={t('filter.searchPlaceholder')}
        onChange={(zoek) => set({ zoek: zoek || undefined })}
      />
      {isPhone && (
        <Button icon={<SlidersHorizontal size={20} aria-hidden />} aria-expanded={open} onPress={() => setOpen(!open)}>
          {t('filter.more')}
        </Button>
      )}
      {(!isPhone || open) && (
        <>
          <PickField
            label={t('filter.municipality')}
            options={[
              { id: all, name: t('filter.allMunicipalities') },
              ...partnership.members.map(({ municipality }) => municipality),
            ]}
            value={search.gemeente ?? all}
            onChange={(value) => set({ gemeente: value === all ? undefined : (value ?? undefined) })}
          />
          <PickField
            label={t('filter.who')}
            options={[
              { id: all, name: t('filter.everybody') },
              { id: person.id, name: t('filter.me') },
              ...others.map(({ id, displayName }) => ({ id, name: displayName })),
              { id: 'niemand', name: t('filter.nobody') },
            ]}
            value={search.wie ?? all}
            onChange={(value) => set({ wie: value === all ? undefined : (value ?? undefined) })}
          />
          <PickField
            label={t('filter.due')}
            options={[
              { id: all, name: t('filter.anyTime') },
              ...terms.map((id) => ({ id, name: t(`filter.due.${id}`) })),
            ]}
            value={search.tegen ?? all}
            onChange={(value) => set({ tegen: terms.find((term) => term === value) })}
          />
          {labels.length > 0 && (
            <PickField
              label={t('filter.label.one')}
              options={[{ id: all, name: t('filter.allLabels') }, ...labels]}
              value={search.label ?? all}
              onChange={(value) => set({ label: value === all ? undefined : (value ?? undefined) })}
            />
          )}
          <FieldFilters velden={search.velden} onChange={(velden) => set({ velden })} />
        </>
      )}
      {hasFilters(search) && <ClearFilters />}
    </div>
  );
});

export function ClearFilters() {
  const t = useT();
  const set = useFilter();
  return (
    <Button
      kind="quiet"
      icon={<X size={16} aria-hidden />}
      onPress={() =>
        set({
          ...{ gemeente: undefined, wie: undefined, tegen: undefined },
          ...{ zoek: undefined, label: undefined, velden: undefined },
        })
      }
    >
      {t('filter.clear')}
    </Button>
  );
}

function useFilter(): (change: BoardSearch) => void {
  const navigate = useNavigate();
  return (change) => void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true });
}
