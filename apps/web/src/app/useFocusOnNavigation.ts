import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { insist } from './insist.js';

/** After going to another page the heading has the focus; opening a panel over the same page is not another page. */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const section = pathname.split('/')[1] ?? '';
  const before = useRef(section);
  useEffect(() => {
    if (before.current === section) return undefined;
    before.current = section;
    return insist(() => {
      const heading = document.querySelector<HTMLElement>('#main h1') ?? document.getElementById('main');
      // A page that puts the focus in a field itself knows better.
      if (!heading || document.activeElement?.matches('input, textarea')) return null;
      heading.tabIndex = -1;
      return heading;
    });
  }, [section]);
}
