import { Tags } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../app/workspaceContext.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { PickManyField } from '../../ui/PickField.js';
import { useLabels } from './labels.js';
import { LabelsDialog } from './LabelsDialog.js';
import type { Task } from './TaskPanel.js';
import type { Change } from './useChangeTask.js';

interface Props {
  task: Task;
  save(fields: Change): Promise<boolean>;
  flash: string;
}

/** Labels of a task; managers keep the list of them from here. */
export function LabelsField({ task, save, flash }: Props) {
  const t = useT();
  const { mayManage } = useWorkspace();
  const labels = useLabels();
  const [managing, setManaging] = useState(false);
  if (labels.length === 0 && !mayManage) return null;
  return (
    <div className={`stack-s ${flash}`}>
      {labels.length > 0 && (
        <PickManyField
          label={t('field.labelIds')}
          options={labels}
          value={task.labels.map(({ id }) => id)}
          placeholder="–"
          onChange={(labelIds) => void save({ labelIds })}
        />
      )}
      {mayManage && (
        <div>
          <Button kind="quiet" icon={<Tags size={16} aria-hidden />} onPress={() => setManaging(true)}>
            {t('labels.manage')}
          </Button>
        </div>
      )}
      {managing && <LabelsDialog labels={labels} onClose={() => setManaging(false)} />}
    </div>
  );
}
