import { Link2 } from 'lucide-react';
import { useT } from '../i18n/messages.js';
import { Button } from '../ui/Button.js';
import { notices } from './notices.js';
import { useWorkspace } from './workspaceContext.js';

/** Copies the address of an item, which opens in this partnership for whoever may see it. */
export function CopyLink({ path }: { path: string }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const copy = async (): Promise<void> => {
    const url = new URL(path, location.origin);
    url.searchParams.set('in', partnership.id);
    try {
      await navigator.clipboard.writeText(url.href);
      notices.tell(t('task.linkCopied'), 'done');
    } catch {
      // Without the right to the clipboard the address is shown, to copy by hand.
      notices.tell(url.href, 'late');
    }
  };
  return (
    <Button kind="quiet" icon={<Link2 size={20} aria-hidden />} onPress={() => void copy()}>
      {t('task.copyLink')}
    </Button>
  );
}
