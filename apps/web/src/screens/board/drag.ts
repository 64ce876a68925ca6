import { type DropItem, type DropTarget, isTextDropItem } from 'react-aria-components';

export const cardDragType = 'application/x-samenregie-task';

/** Between which cards a card lands; its own old place does not count. */
export function dropPlace(
  ids: readonly string[],
  id: string,
  target: DropTarget,
): { afterId: string | null; beforeId: string | null } {
  const others = ids.filter((other) => other !== id);
  if (target.type === 'root') return { afterId: null, beforeId: others[0] ?? null };
  const key = String(target.key);
  // Dropped on itself: the neighbours it already has.
  const index = key === id ? ids.indexOf(id) : others.indexOf(key) + (target.dropPosition === 'after' ? 1 : 0);
  return { afterId: others[index - 1] ?? null, beforeId: others[index] ?? null };
}

export async function keysOf(items: readonly DropItem[]): Promise<string[]> {
  return Promise.all(items.filter(isTextDropItem).map((item) => item.getText(cardDragType)));
}
