import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ComboBox, Input, type Key, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useQuery } from 'urql';
import { SearchMunicipalitiesDocument, type SearchMunicipalitiesQuery } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { FieldFoot, FieldLabel } from '../../ui/FieldParts.js';
import { formerText } from './formerText.js';
import { useFormat } from '../../i18n/useFormat.js';

export type Match = SearchMunicipalitiesQuery['searchMunicipalities'][number];

interface Props {
  label: string;
  onChoose(match: Match): void;
  /** Already taken part: shown, not choosable. */
  taken?: readonly string[];
  error?: string | undefined;
  hint?: string;
}

/** Search over the municipalities of Flanders; an old name finds its successor and says so. */
export function MunicipalityPicker({ label, onChoose, taken = [], error, hint }: Props) {
  const t = useT();
  const format = useFormat();
  const [text, setText] = useState('');
  const typed = text.trim();
  const wanted = useDelayed(typed, 200);
  const [{ data, fetching }] = useQuery({
    query: SearchMunicipalitiesDocument,
    variables: { text: wanted },
    pause: wanted.length < 2,
    requestPolicy: 'cache-first',
  });
  const matches =
    wanted.length < 2
      ? []
      : (data?.searchMunicipalities ?? []).filter(
          ({ municipality }, index, all) =>
            all.findIndex((other) => other.municipality.id === municipality.id) === index,
        );

  const choose = (key: Key | null): void => {
    const match = matches.find(({ municipality }) => municipality.id === key);
    if (!match) return;
    setText('');
    onChoose(match);
  };

  return (
    <ComboBox
      className="field"
      items={matches.map((match) => ({ ...match, id: match.municipality.id }))}
      inputValue={text}
      onInputChange={setText}
      value={null}
      onChange={choose}
      disabledKeys={taken}
      // Open as soon as there is something to look for: the answer comes later.
      allowsEmptyCollection={typed.length >= 2}
      menuTrigger="input"
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <FieldLabel>{label}</FieldLabel>
      <div className="input-with-button">
        <Input className="input" placeholder={t('municipality.placeholder')} />
        <span className="input-icon">
          <Search size={16} aria-hidden />
        </span>
      </div>
      <FieldFoot hint={hint} error={error} />
      <Popover className="popover select-popover">
        <ListBox
          className="list"
          renderEmptyState={() => (
            <p className="menu-heading">{t(fetching || wanted !== typed ? 'loading' : 'municipality.notFound')}</p>
          )}
        >
          {(match: Match & { id: string }) => (
            <ListBoxItem id={match.id} textValue={match.municipality.name} className="menu-item">
              <span>
                {match.municipality.name}{' '}
                <span className="muted small">{t(`province.${match.municipality.province}`)}</span>
                {match.former && (
                  <span className="field-hint pick-description">{formerText(match, t, format.longDate)}</span>
                )}
                {taken.includes(match.id) && (
                  <span className="field-hint pick-description">{t('municipality.taken')}</span>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function useDelayed(value: string, delay: number): string {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return late;
}
