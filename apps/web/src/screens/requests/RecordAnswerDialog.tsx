import { useState } from 'react';
import { RecordRequestAnswerDocument, type RequestAnswerChannel, type RequestAnswerChoice } from '../../gql/graphql.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { sendFiles } from '../../live/uploads.js';
import { RadioField } from '../../ui/Checks.js';
import { DateField } from '../../ui/DateField.js';
import { PickField } from '../../ui/PickField.js';
import { ChosenFiles } from '../task/ChosenFiles.js';
import { useChosenFiles } from '../task/useChosenFiles.js';
import { answerChoices } from './AnswerForm.js';
import { DeedDialog } from './DeedDialog.js';
import type { Deed, DeedResult, FullRequest } from './useDeed.js';
import { WhoReads } from './WhoReads.js';

const channels = ['EMAIL', 'LETTER', 'PHONE', 'MEETING'] as const satisfies readonly RequestAnswerChannel[];

interface Props {
  request: FullRequest;
  run(deed: Deed): Promise<DeedResult>;
  onClose(): void;
}

/** An answer that came by letter, mail, telephone or in a meeting: written down with the way it came. */
export function RecordAnswerDialog({ request, run, onClose }: Props) {
  const t = useT();
  const [channel, setChannel] = useState<RequestAnswerChannel>('EMAIL');
  const [choice, setChoice] = useState<RequestAnswerChoice>('CAN');
  const [answeredOn, setAnsweredOn] = useState<string | null>(todayIso());
  const chosen = useChosenFiles(`${request.id}.record`);
  return (
    <DeedDialog
      title={t('deed.record')}
      explain={<WhoReads request={request} />}
      text={{ label: t('answer.text'), required: choice !== 'CAN', draftKey: `${request.id}.record`, max: 20_000 }}
      confirm={t('action.save')}
      onClose={onClose}
      onConfirm={async (text) => {
        if (chosen.lost) return { done: false, error: t('attachment.lost', { name: chosen.lost.name }) };
        return run({
          mine: [t(`answerChoice.${choice}`), text].filter(Boolean).join('\n'),
          send: async (now) => {
            const outcome = await mutate(RecordRequestAnswerDocument, {
              input: {
                requestId: now.id,
                expectedVersion: now.version,
                recordedFrom: channel,
                choice,
                text: text || null,
                ...(answeredOn ? { answeredOn } : {}),
              },
            });
            const [made] = outcome.ok ? outcome.data.recordRequestAnswer.request.answers : [];
            if (made) sendFiles(made.id, chosen.take());
            return outcome;
          },
        });
      }}
    >
      <div className="form-grid">
        <PickField
          label={t('answer.channel')}
          options={channels.map((id) => ({ id, name: t(`answerChannel.${id}`) }))}
          value={channel}
          onChange={(id) => id && setChannel(id as RequestAnswerChannel)}
        />
        <DateField label={t('answer.on')} value={answeredOn} onChange={setAnsweredOn} />
      </div>
      <RadioField
        label={t('answer.choice')}
        options={answerChoices.map((id) => ({ id, name: t(`answerChoice.${id}`) }))}
        value={choice}
        onChange={(id) => setChoice(id as RequestAnswerChoice)}
      />
      <ChosenFiles chosen={chosen} />
    </DeedDialog>
  );
}
