import { readSetting, writeSetting } from '../../app/settings.js';
import { AddPushDeviceDocument, RenewPushDeviceDocument } from '../../gql/graphql.js';
import { change, type DirectOutcome } from '../../live/direct.js';

/** What this browser can do about messages. */
export type PushAbility = 'can' | 'cannot' | 'refused';

export function pushAbility(): PushAbility {
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!able) return 'cannot';
  return Notification.permission === 'denied' ? 'refused' : 'can';
}

/** Browser and system, as its owner recognises them in a list. */
export function deviceName(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'Browser';
  const system = (
    [
      ['Android', /Android/],
      ['iPhone', /iPhone/],
      ['iPad', /iPad/],
      ['Windows', /Windows/],
      ['macOS', /Mac OS X/],
      ['Linux', /Linux/],
    ] as const
  ).find(([, sign]) => sign.test(agent))?.[0];
  return system ? `${browser}, ${system}` : browser;
}

const subscriptionHere = async (): Promise<PushSubscription | null> =>
  (await (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription()) ?? null;

/** Under which setting this browser remembers as what the API knows it. */
const KNOWN = 'device';

async function fingerprintOf({ endpoint }: PushSubscription): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(new URL(endpoint).href));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** By what the API knows this browser; null when it is not switched on. */
export async function ownFingerprint(): Promise<string | null> {
  if (pushAbility() === 'cannot') return null;
  const subscription = await subscriptionHere();
  return subscription && fingerprintOf(subscription);
}

const base64url = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const addressOf = (subscription: PushSubscription) => ({
  endpoint: subscription.endpoint,
  p256dh: base64url(subscription.getKey('p256dh')),
  auth: base64url(subscription.getKey('auth')),
});

/** Asks the person, and the push service of the browser; null when the person says no. Only after a press. */
async function subscribe(key: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await navigator.serviceWorker.register('/sw.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  // Made with keys of before, it would never hear of us.
  const before = await pushManager.getSubscription();
  if (before && base64url(before.options.applicationServerKey) !== key) await before.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** Switches this browser on, after a press; null when the person says no to their browser. */
export async function switchOn(key: string): Promise<DirectOutcome<unknown> | null> {
  const subscription = await subscribe(key);
  if (!subscription) return null;
  const outcome = await change(AddPushDeviceDocument, {
    input: { ...addressOf(subscription), name: deviceName(navigator.userAgent) },
  });
  if (outcome.ok) writeSetting(KNOWN, await fingerprintOf(subscription));
  return outcome;
}

/** Lets go of the address of this browser: what is sent there reaches nobody. */
export async function switchOff(): Promise<void> {
  writeSetting(KNOWN, null);
  if (pushAbility() !== 'cannot') await (await subscriptionHere())?.unsubscribe();
}

/**
 * Says to the server that this browser is in use, in this session, and at which address: browsers get a new one now and then.
 * Where it was taken off the list meanwhile, by its owner or by signing out elsewhere, it lets go of its address.
 */
export async function keepOn(): Promise<void> {
  if (pushAbility() === 'cannot') return;
  const subscription = await subscriptionHere();
  if (!subscription) return;
  const own = await fingerprintOf(subscription);
  for (const fingerprint of new Set([own, readSetting(KNOWN) ?? own])) {
    const outcome = await change(RenewPushDeviceDocument, { input: { ...addressOf(subscription), fingerprint } });
    if (outcome.ok) return writeSetting(KNOWN, own);
    // Without an answer, or where nothing is sent to devices for now, the next time will tell.
    if (outcome.problem.code !== 'NOT_FOUND') return;
  }
  await switchOff();
}
