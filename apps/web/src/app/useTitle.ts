import { useEffect } from 'react';

/** The page first, then the product: what tells tabs apart stands in front. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Samenregie`;
  }, [title]);
}
