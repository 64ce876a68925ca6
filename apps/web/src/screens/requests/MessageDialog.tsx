import { AddRequestMessageDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { sendFiles } from '../../live/uploads.js';
import { ChosenFiles } from '../task/ChosenFiles.js';
import { useChosenFiles } from '../task/useChosenFiles.js';
import { DeedDialog } from './DeedDialog.js';
import type { Deed, DeedResult, FullRequest } from './useDeed.js';
import { WhoReads } from './WhoReads.js';

interface Props {
  request: FullRequest;
  title: string;
  label: string;
  confirm: string;
  run(deed: Deed): Promise<DeedResult>;
  onClose(): void;
}

/** A message to the other side, with files. */
export function MessageDialog({ request, title, label, confirm, run, onClose }: Props) {
  const t = useT();
  const chosen = useChosenFiles(`${request.id}.message`);
  return (
    <DeedDialog
      title={title}
      explain={<WhoReads request={request} />}
      text={{ label, required: true, draftKey: `${request.id}.message`, max: 10_000 }}
      confirm={confirm}
      onClose={onClose}
      onConfirm={async (text) => {
        if (chosen.lost) return { done: false, error: t('attachment.lost', { name: chosen.lost.name }) };
        return run({
          mine: text,
          send: async (now) => {
            const outcome = await mutate(AddRequestMessageDocument, { input: { requestId: now.id, text } });
            if (!outcome.ok) return outcome;
            const { nodes } = outcome.data.addRequestMessage.request.timeline;
            const made = nodes.find((line) => line.kind === 'MESSAGE' && line.text === text);
            if (made) sendFiles(made.id, chosen.take());
            return outcome;
          },
        });
      }}
    >
      <ChosenFiles chosen={chosen} />
    </DeedDialog>
  );
}
