import { useCallback, useEffect, useState } from 'react';

export interface Persona {
  key: string;
  displayName: string;
  function: string | null;
  organisationName: string;
  partnershipName: string | null;
  role: string;
}

export type Personas =
  { state: 'loading' } | { state: 'off' } | { state: 'failed' } | { state: 'ready'; list: Persona[] };

/** Who can be signed in as; `off` where the demonstration is switched off. */
export function usePersonas(): [Personas, () => void] {
  const [personas, setPersonas] = useState<Personas>({ state: 'loading' });
  const load = useCallback(() => {
    void read().then(setPersonas, () => setPersonas({ state: 'failed' }));
  }, []);
  useEffect(load, [load]);
  return [personas, load];
}

async function read(): Promise<Personas> {
  const response = await fetch('/auth/personas', { headers: { accept: 'application/json' } });
  if (response.status === 404) return { state: 'off' };
  if (!response.ok) return { state: 'failed' };
  return { state: 'ready', list: (await response.json()) as Persona[] };
}

export async function signInAs(key: string): Promise<boolean> {
  try {
    const response = await fetch('/auth/demo', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona: key }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
