import { visible } from '#libs/access';

/** The actor of the request a row belongs to, as a column: what the rule for its type asks for. */
export const actorOf = (alias: string): string =>
  `(select r.actor_id from requests.requests r where r.id = ${alias}.request_id) as "actorId"`;

/** Who did without an account what a row tells of: the name, or the address. */
export const guestOf = (row: string): string =>
  `(select coalesce(g.name, g.email) from requests.guests g
    where g.id = ${row}.guest_id and ${visible('requests.guests', 'g')}) as guest`;
