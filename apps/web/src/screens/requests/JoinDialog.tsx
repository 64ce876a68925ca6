import { useState } from 'react';
import { notices } from '../../app/notices.js';
import { useViewer } from '../../app/viewer.js';
import { useWorkspace } from '../../app/workspaceContext.js';
import { JoinRequestDocument, type RequestRowFragment } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { useProblemText } from '../../live/useProblemText.js';
import { RadioField } from '../../ui/Checks.js';
import { DeedDialog } from './DeedDialog.js';
import { WhoReads } from './WhoReads.js';

interface Props {
  request: RequestRowFragment;
  onClose(): void;
  onJoined?(): void;
}

/** Another municipality that asks the same: one request weighs more than two. */
export function JoinDialog({ request, onClose, onJoined }: Props) {
  const t = useT();
  const problemText = useProblemText();
  const { partnership } = useWorkspace();
  const { organisation } = useViewer();
  const inside = new Set(request.municipalities.map(({ id }) => id));
  const others = partnership.members.map(({ municipality }) => municipality).filter(({ id }) => !inside.has(id));
  const own = others.find(({ name }) => organisation?.name.endsWith(name));
  const [chosen, setChosen] = useState<string | null>(
    own?.id ?? (others.length === 1 ? (others[0]?.id ?? null) : null),
  );
  const [missing, setMissing] = useState(false);
  const joining = others.filter(({ id }) => id === chosen);
  return (
    <DeedDialog
      title={t('request.joinTitle', { reference: request.reference })}
      explain={
        <>
          <p dir="auto">{request.title}</p>
          {others.length > 0 && (
            <WhoReads request={{ ...request, municipalities: [...request.municipalities, ...joining] }} />
          )}
        </>
      }
      confirm={t('deed.join')}
      onClose={onClose}
      onConfirm={async () => {
        if (!chosen) {
          setMissing(true);
          return { done: false };
        }
        const outcome = await mutate(JoinRequestDocument, { input: { requestId: request.id, municipalityId: chosen } });
        if (!outcome.ok) return { done: false, error: problemText(outcome.problem) };
        notices.tell(t('request.joined', { name: joining[0]?.name ?? '', reference: request.reference }), 'done');
        onJoined?.();
        return { done: true };
      }}
    >
      {others.length === 0 ? (
        <p>{t('request.allJoined')}</p>
      ) : (
        <RadioField
          label={t('request.joinWho')}
          options={others}
          value={chosen}
          error={missing && !chosen ? t('form.required') : undefined}
          onChange={setChosen}
        />
      )}
    </DeedDialog>
  );
}
