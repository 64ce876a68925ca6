import { useQuery } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ActorsDocument,
  type TaskAudience,
  type TaskPriority,
  type IntegrationObjective,
  type PolicyDomain,
} from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { DateField } from '../../ui/DateField.js';
import { PickField, PickManyField } from '../../ui/PickField.js';
import { CustomFields } from './CustomFields.js';
import { RepeatField } from './RepeatField.js';
import { LabelsField } from './LabelsField.js';
import { StatusField } from './StatusField.js';
import type { Task } from './TaskPanel.js';
import { audiences, domains, objectives, priorities } from './choices.js';
import type { Change } from './useChangeTask.js';
import { WhoSees } from './WhoSees.js';

interface Props {
  task: Task;
  save(fields: Change): Promise<boolean>;
  flashes: ReadonlySet<string>;
}

const none = 'none';

export function TaskFields({ task, save, flashes }: Props) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: 'cache-first' });
  const flash = (...fields: string[]): string => (fields.some((field) => flashes.has(field)) ? 'flash' : '');
  const people = [
    { id: none, name: t('task.nobody') },
    ...partnership.people.map(({ id, displayName }) => ({ id, name: displayName })),
  ];

  return (
    <div className="task-fields">
      <div className={flash('status', 'waitingOnActor', 'waitingOnNote')}>
        <StatusField task={task} />
      </div>
      <div className={flash('dueOn')}>
        <DateField label={t('field.dueOn')} value={task.dueOn ?? null} onChange={(dueOn) => void save({ dueOn })} />
      </div>
      <div className={flash('recurrence')}>
        <RepeatField task={task} save={save} />
      </div>
      <div className={flash('municipalities', 'municipalityIds')}>
        <PickManyField
          label={t('field.municipalityIds')}
          options={partnership.members.map(({ municipality }) => municipality)}
          value={task.municipalities.map(({ id }) => id)}
          placeholder={t('task.noMunicipality')}
          onChange={(municipalityIds) => void save({ municipalityIds })}
        />
      </div>
      <div className={flash('assignee', 'assigneeId')}>
        <PickField
          label={t('field.assigneeId')}
          options={people}
          value={task.assignee?.id ?? none}
          onChange={(id) => void save({ assigneeId: id === none ? null : id })}
        />
      </div>
      <div className={flash('actors', 'actorIds')}>
        <PickManyField
          label={t('field.actorIds')}
          options={data?.actors.nodes ?? task.actors}
          searchable
          value={task.actors.map(({ id }) => id)}
          placeholder={t('task.noActors')}
          onChange={(actorIds) => void save({ actorIds })}
        />
      </div>
      <div className={flash('priority')}>
        <PickField
          label={t('field.priority')}
          options={priorities.map((id) => ({ id, name: t(`priority.${id}`) }))}
          value={task.priority}
          onChange={(priority) => priority && void save({ priority: priority as TaskPriority })}
        />
      </div>
      <div className={flash('policyDomain')}>
        <PickField
          label={t('field.policyDomain')}
          options={[{ id: none, name: '–' }, ...domains.map((id) => ({ id, name: t(`domain.${id}`) }))]}
          value={task.policyDomain ?? none}
          onChange={(id) => void save({ policyDomain: id === none ? null : (id as PolicyDomain) })}
        />
      </div>
      <div className={flash('objectives')}>
        <PickManyField
          label={t('field.objectives')}
          options={objectives.map((id) => ({ id, name: t(`objective.${id}`) }))}
          value={task.objectives}
          placeholder="–"
          onChange={(ids) => void save({ objectives: ids as IntegrationObjective[] })}
        />
      </div>
      <LabelsField task={task} save={save} flash={flash('labels')} />
      <CustomFields task={task} save={save} />
      <div className={`task-wide ${flash('audience')}`}>
        <PickField
          label={t('field.audience')}
          options={audiences.map((id) => ({ id, name: t(`audience.${id}`), description: t(`audienceHint.${id}`) }))}
          value={task.audience}
          onChange={(audience) => audience && void save({ audience: audience as TaskAudience })}
        />
        <WhoSees task={task} />
      </div>
    </div>
  );
}
