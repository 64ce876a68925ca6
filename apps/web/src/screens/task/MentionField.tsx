import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { TextArea, TextField as AriaTextField } from 'react-aria-components';
import { flushSync } from 'react-dom';
import { useT } from '../../i18n/messages.js';
import { FieldFoot, FieldLabel, type FieldProps } from '../../ui/FieldParts.js';
import { matching, typedAt, type Nameable } from './mentions.js';

interface Props extends FieldProps {
  value: string;
  people: readonly Nameable[];
  onChange(text: string): void;
}

/** A text in which people are named: `@` and letters bring a list, arrows choose from it, Enter or a press takes over. */
export function MentionField({ label, hint, error, value, people, onChange }: Props) {
  const t = useT();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const typed = typedAt(value, caret);
  const found = typed && typed.from !== closedAt ? matching(people, typed.letters) : [];
  const open = found.length > 0;
  const at = Math.min(active, found.length - 1);

  const choose = (person: Nameable): void => {
    if (!typed) return;
    const before = `${value.slice(0, typed.from)}@${person.displayName} `;
    // The text is there before the next key is.
    flushSync(() => {
      onChange(before + value.slice(caret).replace(/^ /, ''));
      setCaret(before.length);
      setActive(0);
    });
    area.current?.focus();
    area.current?.setSelectionRange(before.length, before.length);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at];
    if (step) setActive((at + step + found.length) % found.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
    else if (event.key === 'Escape') setClosedAt(typed?.from ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="mention-field" onKeyDownCapture={onKeyDown}>
      <AriaTextField
        className="field"
        value={value}
        isInvalid={Boolean(error)}
        validationBehavior="aria"
        onChange={(text) => {
          setCaret(area.current?.selectionStart ?? text.length);
          setActive(0);
          if (closedAt !== null && text[closedAt] !== '@') setClosedAt(null);
          onChange(text);
        }}
      >
        <FieldLabel>{label}</FieldLabel>
        <TextArea
          ref={area}
          className="input"
          rows={2}
          dir="auto"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          {...(open ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${String(at)}` } : {})}
        />
        <FieldFoot hint={hint} error={error} />
      </AriaTextField>
      {open && (
        <ul className="popover mention-list" role="listbox" id={listId} aria-label={t('mention.list')}>
          {found.map((person, index) => (
            <li
              key={person.id}
              id={`${listId}-${String(index)}`}
              role="option"
              aria-selected={index === at}
              className={index === at ? 'menu-item mention-active' : 'menu-item'}
              // The text keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(person)}
            >
              {person.displayName}
            </li>
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {open ? t('mention.found', { count: found.length }) : ''}
      </p>
    </div>
  );
}
