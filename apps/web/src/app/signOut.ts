import { storage } from '../live/client.js';
import { forgetUploads } from '../live/uploads.js';
import { tellWindows } from '../live/sessionChannel.js';
import { invitationKey } from '../screens/invitation/token.js';
import { switchOff } from '../screens/notifications/device.js';
import { readSetting, writeSetting } from './settings.js';

/** Ends the session and takes everything of this person off the device. */
export async function signOut(next?: string): Promise<void> {
  const url = await end();
  await forget();
  tellWindows('signed-out');
  location.assign(next ?? url);
}

/** The provider may have a page of its own where its session ends. */
async function end(): Promise<string> {
  try {
    const response = await fetch('/auth/sign-out', { method: 'POST', credentials: 'same-origin' });
    if (response.status !== 200) return '/';
    const { url } = (await response.json()) as { url?: string };
    return url ?? '/';
  } catch {
    return '/';
  }
}

async function forget(): Promise<void> {
  writeSetting('partnership', null);
  writeSetting('person', null);
  writeSetting('organisation', null);
  const invitation = sessionStorage.getItem(invitationKey);
  sessionStorage.clear();
  // Whoever signs in as somebody else does so to accept it.
  if (invitation) sessionStorage.setItem(invitationKey, invitation);
  // Also where the server did not hear of it: messages about work reach nobody on this device any more.
  await switchOff().catch(() => undefined);
  await forgetUploads();
  await storage.forgetAll();
}

/** What the device kept of one person, or for one organisation, is never shown to another. */
export function forgetOthers(personId: string, organisationId: string | null): void {
  const before = readSetting('person');
  const organisation = readSetting('organisation');
  writeSetting('person', personId);
  writeSetting('organisation', organisationId);
  if (before !== null && before !== personId)
    void forget().then(() => {
      writeSetting('person', personId);
      writeSetting('organisation', organisationId);
      location.reload();
    });
  else if (before !== null && organisation !== null && organisation !== organisationId)
    void beginAnew().then(() => location.reload());
}

/** The same person for another organisation: everything is read again; texts that were being typed stay. */
export async function beginAnew(): Promise<void> {
  writeSetting('partnership', null);
  await storage.forgetAll();
}
