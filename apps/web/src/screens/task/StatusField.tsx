import { useWorkspace } from '../../app/workspaceContext.js';
import type { TaskStatus } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { PickField } from '../../ui/PickField.js';
import { waitingOn } from '../board/names.js';
import { columns } from '../board/search.js';
import { useMoveTask } from '../board/useMoveTask.js';
import { WaitingDialog } from '../board/WaitingDialog.js';
import { ConflictDialog } from './ConflictDialog.js';
import type { Task } from './TaskPanel.js';

const nothing = (): void => undefined;
const notOnBoard = () => nothing;

/** The column the task is in; waiting says on whom. */
export function StatusField({ task }: { task: Task }) {
  const t = useT();
  const { mayWrite } = useWorkspace();
  const { move, asking, answer, conflict } = useMoveTask(notOnBoard);
  return (
    <>
      <PickField
        label={t('field.status')}
        options={columns.map((status) => ({ id: status, name: t(`status.${status}`) }))}
        value={task.status}
        isDisabled={!mayWrite}
        hint={task.status === 'WAITING' ? waitingOn(task) : undefined}
        onChange={(status) => status && status !== task.status && move({ card: task, status: status as TaskStatus })}
      />
      {asking && <WaitingDialog title={task.title} onAnswer={answer} />}
      {conflict && <ConflictDialog conflict={conflict} />}
    </>
  );
}
