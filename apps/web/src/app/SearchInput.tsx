import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as PlainButton, Input, SearchField } from 'react-aria-components';
import { useT } from '../i18n/messages.js';
import { commands } from './commands.js';
import { useCommand } from './useCommand.js';

interface SearchInputProps {
  value: string;
  placeholder: string;
  onChange(value: string): void;
}

/** Searches when the typing pauses. */
export function SearchInput({ value, placeholder, onChange }: SearchInputProps) {
  const t = useT();
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  useCommand(commands.focusSearch, () => input.current?.focus());
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text.trim()), 300);
    return () => clearTimeout(timer);
    // Only typing starts the pause.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text]);
  return (
    <SearchField className="field filter-search" value={text} onChange={setText} onClear={() => onChange('')}>
      <span className="field-label filter-label">{t('filter.search')}</span>
      <div className="input-with-button">
        <Input ref={input} className="input" aria-label={t('filter.search')} placeholder={placeholder} />
        {text ? (
          <PlainButton aria-label={t('filter.clearSearch')}>
            <X size={16} aria-hidden />
          </PlainButton>
        ) : (
          <span className="input-icon">
            <Search size={16} aria-hidden />
          </span>
        )}
      </div>
    </SearchField>
  );
}
