import { type KeyboardEvent, useRef } from 'react';
import { useT } from '../../i18n/messages.js';
import { selection, useIsSelected } from './selection.js';
import type { Card } from './useBoard.js';

/** The tick of a row: with Shift everything since the last tick, and with Shift and an arrow the next row as well. */
export function RowCheck({ card, all }: { card: Card; all: readonly Card[] }) {
  const t = useT();
  const isSelected = useIsSelected(card.id);
  const shift = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    shift.current = event.shiftKey;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const next = step && all[all.indexOf(card) + step];
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey) {
      if (!isSelected) selection.toggle(card, all, false);
      selection.toggle(next, all, false);
    }
    document.querySelector<HTMLElement>(`[data-check="${next.id}"]`)?.focus();
  };
  return (
    <input
      type="checkbox"
      className="row-check"
      data-check={card.id}
      aria-label={t('bulk.select', { title: card.title })}
      checked={isSelected}
      onPointerDown={(event) => (shift.current = event.shiftKey)}
      onKeyDown={onKeyDown}
      onChange={() => selection.toggle(card, all, shift.current)}
    />
  );
}
