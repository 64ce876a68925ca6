import { Link } from '@tanstack/react-router';
import { useT } from '../i18n/messages.js';

export function Footer() {
  const t = useT();
  return (
    <footer className="foot no-print">
      <Link to="/toegankelijkheid">{t('accessibility.title')}</Link>
      <span className="muted">{t('shell.version', { version: __APP_VERSION__ })}</span>
    </footer>
  );
}
