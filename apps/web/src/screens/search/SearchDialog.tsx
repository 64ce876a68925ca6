import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { useQuery } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import { SearchDocument, type SearchQuery } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Dialog } from '../../ui/Dialog.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { StatusPill } from '../../ui/StatusPill.js';
import { RequestStatusPill } from '../requests/Standing.js';
import './search.css';

type Hit = SearchQuery['search'][number];
type Known = Hit & { node: Extract<Hit['node'], { __typename: 'CoordinationTask' | 'Request' }> };

/** How long somebody may go on typing before we look, in milliseconds. */
const PAUSE_MS = 200;
const SHORTEST = 2;

const isKnown = (hit: Hit): hit is Known =>
  hit.node.__typename === 'CoordinationTask' || hit.node.__typename === 'Request';

interface Props {
  typed: string;
  onType(text: string): void;
  onClose(): void;
}

/** Searching over everything one may see, in all partnerships; what is chosen opens. */
export function SearchDialog({ typed, onType, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const { partnership } = useWorkspace();
  const [text, setText] = useState('');
  const wanted = text.trim();
  const paused = wanted.length < SHORTEST;
  const [{ data, error, fetching, stale }, again] = useQuery({
    query: SearchDocument,
    variables: { text: wanted },
    pause: paused,
    requestPolicy: 'network-only',
  });

  useEffect(() => {
    const timer = setTimeout(() => setText(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const waiting = !paused && (typed !== text || fetching || stale);
  const hits = paused ? [] : (data?.search ?? []).filter(isKnown);
  const open = (hit: Known): void => {
    onClose();
    const search = { in: hit.node.partnership.id };
    if (hit.node.__typename === 'Request')
      void navigate({ to: '/verzoeken/$nr', params: { nr: hit.node.reference }, search });
    else void navigate({ to: '/taken/$nr', params: { nr: String(hit.node.number) }, search });
  };

  return (
    <Dialog title={t('search.title')} isOpen onClose={onClose} wide>
      <Autocomplete inputValue={typed} onInputChange={onType}>
        <SearchField aria-label={t('search.label')} className="field search-field" autoFocus>
          <Input className="input" placeholder={t('search.placeholder')} maxLength={200} />
        </SearchField>
        <p className="small muted search-state" role="status">
          {paused
            ? t('search.hint')
            : waiting
              ? t('search.busy')
              : error
                ? ''
                : hits.length === 0
                  ? t('search.nothing', { text: wanted })
                  : t('search.count', { count: hits.length })}
        </p>
        {error && !waiting && !paused ? (
          <ErrorBlock title={t('search.failed')} error={error} onRetry={() => again()} />
        ) : (
          <ListBox
            aria-label={t('search.results')}
            items={hits.map((hit) => ({ id: hit.node.id, hit }))}
            onAction={(key) => {
              const hit = hits.find(({ node }) => node.id === key);
              if (hit) open(hit);
            }}
          >
            {({ hit }) => (
              <ListBoxItem textValue={hit.node.title} className="menu-item search-hit">
                <HitText hit={hit} elsewhere={hit.node.partnership.id !== partnership.id} />
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </Autocomplete>
    </Dialog>
  );
}

function HitText({ hit: { node, place, excerpt }, elsewhere }: { hit: Known; elsewhere: boolean }) {
  const t = useT();
  return (
    <div className="search-text">
      <p>
        <span className="muted number">{node.reference}</span> <strong>{node.title}</strong>
      </p>
      {excerpt.length > 0 && (
        <p className="small muted">
          {place === 'CONVERSATION' && `${t('search.inConversation')} `}
          {excerpt.map(({ text, match }, index) => (match ? <mark key={index}>{text}</mark> : text))}
        </p>
      )}
      <div className="row small muted">
        {node.__typename === 'Request' ? (
          <RequestStatusPill status={node.requestStatus} />
        ) : (
          <StatusPill status={node.status} />
        )}
        {elsewhere && node.partnership.name}
      </div>
    </div>
  );
}
