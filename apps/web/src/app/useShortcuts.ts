import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { commands } from './commands.js';
import { useSetting } from './settings.js';

const pages: Record<string, '/' | '/taken' | '/verzoeken' | '/samenwerking'> = {
  ...{ v: '/', t: '/taken', r: '/verzoeken', s: '/samenwerking' },
};

/** Single-letter keys; they do nothing while somebody types or a dialog is open, and can be switched off. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  const [keys] = useSetting('keys', 'on');

  const press = useEffectEvent((key: string, afterG: boolean): boolean => {
    const page = pages[key];
    if (afterG && page) {
      void navigate({ to: page });
    } else if (key === '/') {
      if (/^\/(taken|verzoeken)(?!\/nieuw)/.test(location.pathname)) commands.focusSearch.emit();
      else commands.search.emit();
    } else if (key === '?') commands.showKeys.emit();
    else if (key === 'n') commands.newTask.emit();
    else return false;
    return true;
  });

  useEffect(() => {
    if (keys !== 'on') return undefined;
    let afterG = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event.target)) return;
      const recent = Date.now() - afterG < 1_500;
      afterG = event.key === 'g' ? Date.now() : 0;
      if (event.key !== 'g' && press(event.key, recent)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    // Before lists take the letter for their typeahead.
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [keys]);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="spinbutton"], [role="listbox"], [role="menu"]',
    )
  )
    return true;
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
