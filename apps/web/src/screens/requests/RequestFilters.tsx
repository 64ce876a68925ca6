import { useNavigate } from '@tanstack/react-router';
import { SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { SearchInput } from '../../app/SearchInput.js';
import { useIsPhone } from '../../app/useIsPhone.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { ActorsDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { CheckField, CheckGroupField } from '../../ui/Checks.js';
import { Dialog, DialogActions } from '../../ui/Dialog.js';
import { PickManyField } from '../../ui/PickField.js';
import { searchableActor } from '../board/names.js';
import { allStatusWords, hasFilters, listOf, listText, type RequestSearch, statusWords } from './search.js';
import type { RequestList } from './useRequests.js';

/** Filters live in the address. Beside the list on a wide screen, in a sheet with the count on a phone. */
export function RequestFilters({ search, list }: { search: RequestSearch; list: RequestList }) {
  const t = useT();
  const isPhone = useIsPhone();
  const [open, setOpen] = useState(false);
  const set = useRequestFilter();
  const words = (
    <SearchInput
      value={search.zoek ?? ''}
      placeholder={t('requests.searchPlaceholder')}
      onChange={(zoek) => set({ zoek: zoek || undefined })}
    />
  );
  if (!isPhone)
    return (
      <div className="request-filters no-print" role="search" aria-label={t('requests.filterLabel')}>
        {words}
        <Choices search={search} list={list} />
        {hasFilters(search) && <ClearRequestFilters />}
      </div>
    );
  return (
    <div className="row no-print request-find" role="search" aria-label={t('requests.filterLabel')}>
      {words}
      <Button icon={<SlidersHorizontal size={20} aria-hidden />} onPress={() => setOpen(true)}>
        {t('filter.more')}
      </Button>
      {open && (
        <Dialog title={t('filter.more')} isOpen onClose={() => setOpen(false)}>
          <Choices search={search} list={list} />
          <DialogActions>
            {hasFilters(search) && <ClearRequestFilters />}
            <Button kind="primary" onPress={() => setOpen(false)}>
              {t('requests.show', { count: list.page?.totalCount ?? 0 })}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </div>
  );
}

function Choices({ search, list }: { search: RequestSearch; list: RequestList }) {
  const t = useT();
  const { partnership, isAnswerer } = useWorkspace();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first', pause: isAnswerer });
  const set = useRequestFilter();
  const countOf = (word: keyof typeof statusWords): string => {
    const found = list.counts.find(({ status }) => status === statusWords[word]);
    return found ? ` (${String(found.count)})` : '';
  };
  const late = list.counts.reduce((sum, count) => sum + count.late, 0);
  const words = isAnswerer ? allStatusWords.filter((word) => word !== 'concept') : allStatusWords;
  return (
    <>
      <CheckGroupField
        label={t('requests.status')}
        hint={t('requests.statusHint')}
        options={words.map((word) => ({
          id: word,
          name: `${t(`requestStatus.${statusWords[word]}`)}${countOf(word)}`,
        }))}
        value={listOf(search.status)}
        onChange={(chosen) => set({ status: listText(chosen) })}
      />
      <CheckField isSelected={search.laat === 'ja'} onChange={(on) => set({ laat: on ? 'ja' : undefined })}>
        {isAnswerer ? t('requests.late') : `${t('requests.late')} (${String(late)})`}
      </CheckField>
      {!isAnswerer && (
        <>
          <CheckField isSelected={search.samen === 'ja'} onChange={(on) => set({ samen: on ? 'ja' : undefined })}>
            {t('requests.joint')}
          </CheckField>
          <PickManyField
            label={t('requests.to')}
            options={(data?.actors.nodes ?? []).map(searchableActor)}
            searchable
            placeholder={t('requests.toAll')}
            value={listOf(search.aan)}
            onChange={(ids) => set({ aan: listText(ids) })}
          />
          <PickManyField
            label={t('filter.municipality')}
            options={partnership.members.map(({ municipality }) => municipality)}
            placeholder={t('filter.allMunicipalities')}
            value={listOf(search.gemeente)}
            onChange={(ids) => set({ gemeente: listText(ids) })}
          />
        </>
      )}
    </>
  );
}

export function ClearRequestFilters() {
  const t = useT();
  const set = useRequestFilter();
  const nothing = { status: undefined, aan: undefined, gemeente: undefined, samen: undefined, laat: undefined };
  return (
    <Button kind="quiet" icon={<X size={16} aria-hidden />} onPress={() => set({ ...nothing, zoek: undefined })}>
      {t('filter.clear')}
    </Button>
  );
}

export function useRequestFilter(): (change: RequestSearch) => void {
  const navigate = useNavigate();
  return (change) => void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true });
}
