import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** After going to another page the heading has the focus; opening a panel over the same page is not another page. */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const section = pathname.split('/')[1] ?? '';
  const before = useRef(section);
  useEffect(() => {
    if (before.current === section) return undefined;
    before.current = section;
    // The new page may still be loading.
    const timer = setTimeout(() => {
      const heading = document.querySelector<HTMLElement>('#main h1') ?? document.getElementById('main');
      if (!heading || heading.contains(document.activeElement) || document.activeElement?.matches('input')) return;
      heading.tabIndex = -1;
      heading.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [section]);
}
