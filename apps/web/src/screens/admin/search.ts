/** The parts of the management screen, as the address names them. */
export const parts = ['leden', 'rollen', 'koppelingen', 'logboek', 'toegankelijkheid'] as const;
export type Part = (typeof parts)[number];

/** What the address says: which part, and through whose eyes. */
export interface AdminSearch {
  onderdeel?: Part | undefined;
  persoon?: string | undefined;
  instelling?: string | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;

export function readAdminSearch(raw: Record<string, unknown>): AdminSearch {
  const search: AdminSearch = {
    onderdeel: parts.find((part) => part === raw.onderdeel),
    persoon: text(raw.persoon),
    instelling: text(raw.instelling),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
