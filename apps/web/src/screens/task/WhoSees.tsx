import { Eye, Lock } from 'lucide-react';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import type { Task } from './TaskPanel.js';

/** The audience in words, with the names of the bodies that read along. */
export function WhoSees({ task }: { task: Task }) {
  const t = useT();
  const format = useFormat();
  const { partnership } = useWorkspace();
  const { organisation } = useViewer();
  if (task.audience === 'OWN_ORGANISATION')
    return (
      <p className="row small muted who-sees">
        <Lock size={16} aria-hidden />
        {t('task.seenByOwn', { organisation: organisation?.name ?? '' })}
      </p>
    );
  const shared = task.audience === 'INVOLVED_ACTORS' && task.actors.length > 0;
  return (
    <p className="row small muted who-sees">
      <Eye size={16} aria-hidden />
      {shared
        ? t('task.seenByActors', {
            partnership: partnership.name,
            actors: format.list(task.actors.map(({ name }) => name)),
          })
        : t('task.seenByPartnership', { partnership: partnership.name })}
    </p>
  );
}
