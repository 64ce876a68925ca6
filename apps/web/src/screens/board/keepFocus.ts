import { insist } from '../../app/insist.js';

/** After a dialog, a menu or a refusal the focus is on the card it was about. */
export function keepFocus(id: string): void {
  insist(() => document.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"][role="row"]`));
}
