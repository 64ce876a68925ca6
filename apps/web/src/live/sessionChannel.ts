import { createSignal } from './store.js';

/** What one window of this browser tells the others about the session they share. */
export type SessionWord = 'signed-in' | 'signed-out' | 'organisation';

const channel = 'BroadcastChannel' in window ? new BroadcastChannel('samenregie.session') : null;

/** Words of other windows; one's own are not heard. */
export const sessionWords = createSignal<SessionWord>();
channel?.addEventListener('message', ({ data }: MessageEvent<SessionWord>) => sessionWords.emit(data));

export const tellWindows = (word: SessionWord): void => channel?.postMessage(word);
