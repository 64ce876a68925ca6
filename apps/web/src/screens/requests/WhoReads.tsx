import { Eye } from 'lucide-react';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { useWorkspace } from '../../app/workspaceContext.js';

interface Asked {
  actor: { name: string };
  municipalities: readonly { name: string }[];
}

/** Who will read what is sent, by name, before it goes. */
export function WhoReads({ request }: { request: Asked }) {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  return (
    <p className="row nowrap who-reads">
      <Eye size={20} aria-hidden />
      <span>
        {t('request.whoReads', {
          actor: request.actor.name,
          partnership: partnership.name,
          municipalities: format.list(request.municipalities.map(({ name }) => name)),
        })}
      </span>
    </p>
  );
}
