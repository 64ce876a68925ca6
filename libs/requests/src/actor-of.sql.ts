/** The actor of the request a row belongs to, as a column: what the rule for its type asks for. */
export const actorOf = (alias: string): string =>
  `(select r.actor_id from requests.requests r where r.id = ${alias}.request_id) as "actorId"`;
