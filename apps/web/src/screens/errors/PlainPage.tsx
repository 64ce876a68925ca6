import type { ReactNode } from 'react';
import { LanguageMenu } from '../../app/LanguageMenu.js';
import { Footer } from '../../app/Footer.js';

/** A page outside a partnership: the mark, the yellow line, one card. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <div className="shell">
      <header className="top-bar no-print">
        <div className="top-bar-inner">
          <a className="brand" href="/">
            <img src="/favicon.svg" alt="" width={24} height={24} />
            <span className="brand-name">Samenregie</span>
          </a>
          <div className="top-end">
            <LanguageMenu />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  );
}
