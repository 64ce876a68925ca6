import { Pencil } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { Avatars } from '../ui/Avatar.js';
import type { FaceFragment } from '../gql/graphql.js';
import { useOthersAt } from './useOthers.js';

const firstName = ({ displayName }: FaceFragment): string => displayName.split(' ')[0] ?? displayName;

/** Who types, in a few words that are there to be seen and are never read out. */
export function TypingWords({ people }: { people: readonly FaceFragment[] }) {
  const t = useT();
  const [first] = people;
  if (!first) return null;
  return (
    <span className="typing small" data-testid="typing">
      <Pencil size={14} aria-hidden />
      {t('presence.typing', { count: people.length, name: firstName(first) })}
    </span>
  );
}

/** Who else has this open. */
export function ViewingWords({ nodeId }: { nodeId: string }) {
  const t = useT();
  const { viewers } = useOthersAt(nodeId);
  const [first] = viewers;
  if (!first) return null;
  const text = t('presence.viewing', { count: viewers.length, name: firstName(first) });
  return (
    <div className="viewing small muted no-print" data-testid="viewing">
      <Avatars people={viewers} label={text} moreLabel={t('presence.more')} />
      <span aria-hidden>{text}</span>
    </div>
  );
}
