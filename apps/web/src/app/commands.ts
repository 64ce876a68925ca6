import { createSignal } from '../live/store.js';

/** What keys, the bottom bar and buttons far away can ask for. */
export const commands = {
  newTask: createSignal<void>(),
  showKeys: createSignal<void>(),
  /** The search field of the page that is open. */
  focusSearch: createSignal<void>(),
  search: createSignal<void>(),
};
