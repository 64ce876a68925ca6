import { Bell, BellOff } from 'lucide-react';
import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { FollowTaskDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import type { Task } from './TaskPanel.js';

/** Who hears of this task, and the choice to be one of them. */
export function Follow({ task }: { task: Task }) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const { person } = useViewer();
  const { mayComment } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const follows = task.followers.some(({ id }) => id === person.id);
  const names = task.followers.map(({ id, displayName }) => (id === person.id ? t('follow.you') : displayName));

  const change = async (): Promise<void> => {
    setBusy(true);
    const outcome = await mutate(FollowTaskDocument, { input: { taskId: task.id, following: !follows } });
    setBusy(false);
    if (!outcome.ok && !outcome.waited)
      notices.tell(t('follow.refused', { reason: problemText(outcome.problem) }), 'late');
  };

  return (
    <div className="row-between follow">
      <p className="small muted">
        {names.length > 0 ? t('follow.who', { names: format.list(names), count: names.length }) : t('follow.nobody')}
      </p>
      {mayComment && (
        <Button
          kind="quiet"
          isPending={busy}
          icon={follows ? <BellOff size={20} aria-hidden /> : <Bell size={20} aria-hidden />}
          onPress={() => void change()}
        >
          {t(follows ? 'follow.stop' : 'follow.start')}
        </Button>
      )}
    </div>
  );
}
