import { useRouter } from '@tanstack/react-router';
import { useSetting } from '../../app/settings.js';
import type { NotificationLineFragment } from '../../gql/graphql.js';

/** Where a notification leads; null when what it is about has no page. */
export const addressOf = ({ subject }: Pick<NotificationLineFragment, 'subject'>): string | null => {
  if (subject?.__typename === 'CoordinationTask') return `/taken/${subject.number}`;
  if (subject?.__typename === 'Request') return `/verzoeken/${subject.reference}`;
  return null;
};

/** Opens what a notification is about, in its partnership. */
export function useOpenSubject(): (item: NotificationLineFragment) => void {
  const router = useRouter();
  const [, choose] = useSetting('partnership', '');
  return (item) => {
    const address = addressOf(item);
    if (!address) return;
    if (item.partnership) choose(item.partnership.id);
    router.history.push(address);
  };
}
