import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** A message on the device was pressed while a window was open: that window goes there. */
export function useOpenFromPush(): void {
  const router = useRouter();
  useEffect(() => {
    // Absent where the page came over plain HTTP.
    const worker = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
    if (!worker) return undefined;
    const open = ({ data }: MessageEvent<{ open?: unknown } | null>): void => {
      const path = data?.open;
      if (typeof path === 'string' && /^\/(?!\/)/.test(path)) router.history.push(path);
    };
    worker.addEventListener('message', open);
    return () => worker.removeEventListener('message', open);
  }, [router]);
}
