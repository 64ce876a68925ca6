import { Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useQuery } from 'urql';
import { useWorkspace } from '../../app/workspaceContext.js';
import { PickTasksDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';

interface Props {
  /** Tasks that are not offered. */
  without: ReadonlySet<string>;
  choose(taskId: string): Promise<boolean>;
}

/** Finds another task by its number or its words. */
export function TaskPicker({ without, choose }: Props) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const [{ data, fetching }] = useQuery({
    query: PickTasksDocument,
    variables: { id: partnership.id, text: wanted },
    pause: wanted.length < 2,
  });
  if (!open)
    return (
      <div>
        <Button icon={<Plus size={16} aria-hidden />} onPress={() => setOpen(true)}>
          {t('links.addNeed')}
        </Button>
      </div>
    );
  const found = wanted.length < 2 ? [] : (data?.partnership?.tasks.nodes ?? []).filter(({ id }) => !without.has(id));
  const close = (): void => {
    setOpen(false);
    setText('');
  };
  return (
    <div
      className="stack-s"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <TextField label={t('links.find')} value={text} onChange={setText} autoFocus />
      <ul aria-label={t('links.found')}>
        {found.map((task) => (
          <li key={task.id}>
            <Button
              kind="quiet"
              onPress={() =>
                void choose(task.id).then((done) => {
                  if (done) close();
                })
              }
            >
              <span className="muted number">{task.reference}</span> {task.title}
            </Button>
          </li>
        ))}
      </ul>
      {wanted.length >= 2 && !fetching && found.length === 0 && <p className="muted small">{t('pick.nothing')}</p>}
      <div>
        <Button kind="quiet" onPress={close}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  );
}
