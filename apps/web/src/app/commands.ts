import { createSignal } from '../live/store.js';

/** What keys, the bottom bar and buttons far away can ask for. */
export const commands = {
  newTask: createSignal<void>(),
  showKeys: createSignal<void>(),
  focusSearch: createSignal<void>(),
};

/** Asked for on another page: the search field takes the focus as soon as it is there. */
export const pendingFocus = { search: false };
