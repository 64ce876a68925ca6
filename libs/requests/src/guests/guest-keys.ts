import type { Db } from '#libs/platform';
import { requestErrors } from '../request.errors.js';
import { isSecret } from './guest-token.js';
import { guestIdentity } from './guests.store.js';

/** Link and session of a caller. */
export interface GuestKeys {
  link: string;
  session: string | undefined;
}

/** Does something as the guest of link and session; whether they are any good, the functions of the database find out. */
export const asGuest = <T>(db: Db, { link, session }: GuestKeys, work: () => Promise<T>): Promise<T> => {
  if (!session || !isSecret(link) || !isSecret(session)) throw requestErrors.ANSWER_SESSION_OVER();
  return db.run(guestIdentity(link, session), work);
};
