import { createStore } from './store.js';

/** `expired` after somebody who was signed in is refused: the sign-in dialog then comes over the page. */
export const sessionStore = createStore<{ signedIn: boolean; expired: boolean }>({ signedIn: false, expired: false });

export function expireSession(): void {
  if (sessionStore.get().signedIn) sessionStore.set({ signedIn: true, expired: true });
}

export function startSession(): void {
  sessionStore.set({ signedIn: true, expired: false });
}
