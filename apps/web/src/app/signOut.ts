import { storage } from '../live/client.js';
import { readSetting, writeSetting } from './settings.js';

/** Ends the session and takes everything of this person off the device. */
export async function signOut(): Promise<void> {
  await fetch('/auth/sign-out', { method: 'POST', credentials: 'same-origin' }).catch(() => undefined);
  await forget();
  location.assign('/');
}

async function forget(): Promise<void> {
  writeSetting('partnership', null);
  writeSetting('person', null);
  sessionStorage.clear();
  await storage.forgetAll();
}

/** What the device kept of one person is never shown to another. */
export function forgetOtherPerson(personId: string): void {
  const before = readSetting('person');
  if (before === personId) return;
  writeSetting('person', personId);
  if (before !== null)
    void forget().then(() => {
      writeSetting('person', personId);
      location.reload();
    });
}
