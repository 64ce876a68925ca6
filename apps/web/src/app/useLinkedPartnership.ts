import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSetting } from './settings.js';

/** A copied link may lead to another partnership than the one that is open. */
export function useLinkedPartnership(id: string | undefined): void {
  const [open, choose] = useSetting('partnership', '');
  const navigate = useNavigate();
  useEffect(() => {
    if (!id) return;
    if (id !== open) choose(id);
    void navigate({ to: '.', search: (before) => ({ ...before, in: undefined }), replace: true });
  }, [id, open, choose, navigate]);
}
