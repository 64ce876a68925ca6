import { createStore } from '../live/store.js';

export interface Notice {
  id: number;
  text: string;
  tone: 'done' | 'late';
}

let lastId = 0;

/** Short messages under the top bar: what was saved elsewhere, what was refused. */
export const notices = {
  store: createStore<readonly Notice[]>([]),
  tell(text: string, tone: Notice['tone']): void {
    lastId += 1;
    const notice = { id: lastId, text, tone };
    notices.store.set([...notices.store.get().slice(-2), notice]);
    // Good news leaves by itself; what went wrong stays until it is read.
    if (tone === 'done') setTimeout(() => notices.dismiss(notice.id), 6_000);
  },
  dismiss(id: number): void {
    notices.store.set(notices.store.get().filter((notice) => notice.id !== id));
  },
};
