import { useEffect, useState } from 'react';
import { useT } from '../i18n/messages.js';

/** Grey lines the size of what comes, only when it takes longer than 300 ms. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useT();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      className="skeleton"
      style={visible ? undefined : { visibility: 'hidden' }}
      role="status"
      aria-label={t('loading')}
    >
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  );
}
