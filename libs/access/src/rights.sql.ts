/** Today in Brussels, as SQL. */
export const TODAY = `(now() at time zone 'Europe/Brussels')::date`;

/** Whether a row with `valid_from` and `valid_until` (last day included) holds today, as SQL. */
export const holdsToday = (alias: string): string =>
  `${alias}.valid_from <= ${TODAY} and (${alias}.valid_until is null or ${TODAY} <= ${alias}.valid_until)`;

/**
 * Whether a row of access.mandates gives rights now, as SQL: it holds today and was not withdrawn, the organisation
 * takes part in the partnership, and the person works for the organisation. For functions that run as the owner.
 */
export const inForce = (mandate: string): string => `
  ${mandate}.withdrawn_at is null and ${holdsToday(mandate)}
  and exists (select from access.participations p where p.partnership_id = ${mandate}.partnership_id
              and p.organisation_id = ${mandate}.organisation_id and ${holdsToday('p')})
  and exists (select from access.affiliations w where w.account_id = ${mandate}.account_id
              and w.organisation_id = ${mandate}.organisation_id and ${holdsToday('w')})`;

/** Whether a row of access.mandates, in force, is one the caller now acts on, as SQL for functions of the owner. */
export const actedOn = (mandate: string): string => `
  ${mandate}.account_id = platform.account_id() and ${mandate}.organisation_id = platform.organisation_id()
  and (platform.partnership_id() is null or ${mandate}.partnership_id = platform.partnership_id())
  and ${inForce(mandate)}`;
