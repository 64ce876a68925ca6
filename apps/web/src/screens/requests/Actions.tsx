import { Link } from '@tanstack/react-router';
import { BadgeCheck, BellRing, FilePen, MessageCircleWarning, MessageSquarePlus, Send } from 'lucide-react';
import { useState } from 'react';
import { Button as MenuButton } from 'react-aria-components';
import { useWorkspace } from '../../app/workspaceContext.js';
import {
  ChangeRequestStatusDocument,
  JudgeRequestAnswerDocument,
  RemindRequestDocument,
  type RequestStatus,
  type RequestVerdict,
  SendRequestDocument,
} from '../../gql/graphql.js';
import { todayIso } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { mutate } from '../../live/mutate.js';
import { Button } from '../../ui/Button.js';
import { DateField } from '../../ui/DateField.js';
import { Menu, MenuItem } from '../../ui/Menu.js';
import { shortActor } from '../board/names.js';
import { DeedDialog } from './DeedDialog.js';
import { JoinDialog } from './JoinDialog.js';
import { MessageDialog } from './MessageDialog.js';
import { RecordAnswerDialog } from './RecordAnswerDialog.js';
import type { Deed, DeedResult, FullRequest } from './useDeed.js';
import { WhoReads } from './WhoReads.js';

type What = 'message' | 'remind' | 'send' | 'join' | 'record' | RequestVerdict | RequestStatus;

interface Props {
  request: FullRequest;
  run(deed: Deed): Promise<DeedResult>;
}

/** What those who ask can do now; what cannot be done now is not there. */
export function Actions({ request, run }: Props) {
  const t = useT();
  const [what, setWhat] = useState<What | null>(null);
  const can = (deed: FullRequest['viewerDeeds'][number]): boolean => request.viewerDeeds.includes(deed);
  const answered = request.requestStatus === 'ANSWERED';
  const more: { id: What; label: string }[] = [
    ...(can('JUDGE') && !answered ? [{ id: 'NOT_SUFFICIENT' as const, label: t('deed.NOT_SUFFICIENT') }] : []),
    ...(can('RECORD_ANSWER') ? [{ id: 'record' as const, label: t('deed.record') }] : []),
    ...(can('JOIN') ? [{ id: 'join' as const, label: t('deed.join') }] : []),
    ...request.possibleStatuses.map((status) => ({ id: status, label: t(`deed.${status as 'CLOSED'}`) })),
  ];
  if (request.viewerDeeds.every((deed) => deed === 'NOTE') && more.length === 0) return null;
  return (
    <div className="request-actions no-print" role="group" aria-label={t('request.actions')}>
      {can('UPDATE') && (
        <Link to="/verzoeken/nieuw" search={{ concept: request.reference, stap: 1 }} className="button">
          <FilePen size={20} aria-hidden />
          {t('request.goOn')}
        </Link>
      )}
      {can('SEND') && (
        <Button kind="primary" icon={<Send size={20} aria-hidden />} onPress={() => setWhat('send')}>
          {t('request.send')}
        </Button>
      )}
      {can('JUDGE') && answered && (
        <>
          <Button kind="primary" icon={<BadgeCheck size={20} aria-hidden />} onPress={() => setWhat('ACCEPTED')}>
            {t('deed.ACCEPTED')}
          </Button>
          <Button icon={<MessageCircleWarning size={20} aria-hidden />} onPress={() => setWhat('NOT_SUFFICIENT')}>
            {t('deed.NOT_SUFFICIENT')}
          </Button>
        </>
      )}
      {can('MESSAGE') && (
        <Button icon={<MessageSquarePlus size={20} aria-hidden />} onPress={() => setWhat('message')}>
          {t('deed.message')}
        </Button>
      )}
      {can('REMIND') && (
        <Button icon={<BellRing size={20} aria-hidden />} onPress={() => setWhat('remind')}>
          {t('deed.remind')}
        </Button>
      )}
      {more.length > 0 && (
        <Menu
          label={t('request.more')}
          trigger={<MenuButton className="button">{t('request.more')} ▾</MenuButton>}
          onAction={(key) => setWhat(key as What)}
        >
          {more.map(({ id, label }) => (
            <MenuItem key={id} id={id}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {what && <Asked what={what} request={request} run={run} onClose={() => setWhat(null)} />}
    </div>
  );
}

const needsReason = (status: What, request: FullRequest): boolean =>
  status === 'WITHDRAWN'
    ? request.requestStatus !== 'DRAFT'
    : status === 'CLOSED'
      ? request.requestStatus !== 'ACCEPTED'
      : false;

function Asked({ what, request, run, onClose }: Props & { what: What; onClose(): void }) {
  const t = useT();
  const { partnership } = useWorkspace();
  const [receivedOn, setReceivedOn] = useState<string | null>(todayIso());
  const actor = shortActor(request.actor);
  const draftKey = `${request.id}.${what}`;
  const common = { onClose, explain: <WhoReads request={request} /> };
  const reason = { label: t('request.reason'), draftKey };
  switch (what) {
    case 'join':
      return <JoinDialog request={request} onClose={onClose} />;
    case 'record':
      return <RecordAnswerDialog request={request} run={run} onClose={onClose} />;
    case 'message':
      return (
        <MessageDialog
          {...{ request, run, onClose }}
          title={t('deed.message')}
          label={t('request.messageTo', { actor })}
          confirm={t('request.sendTo', { actor })}
        />
      );
    case 'remind':
      return (
        <DeedDialog
          {...common}
          explain={<p>{t('request.remindText', { actor, count: request.reminders })}</p>}
          title={t('deed.remind')}
          confirm={t('deed.remind')}
          onConfirm={() =>
            run({
              mine: t('deed.remind'),
              send: (now) => mutate(RemindRequestDocument, { input: { requestId: now.id } }),
            })
          }
        />
      );
    case 'send':
      return (
        <DeedDialog
          {...common}
          title={t('request.send')}
          confirm={t('request.sendTo', { actor })}
          onConfirm={() =>
            run({
              mine: t('request.send'),
              send: (now) => mutate(SendRequestDocument, { input: { id: now.id, expectedVersion: now.version } }),
            })
          }
        />
      );
    case 'ACCEPTED':
    case 'NOT_SUFFICIENT':
      return (
        <DeedDialog
          {...common}
          title={t(`deed.${what}`)}
          text={{ ...reason, required: what === 'NOT_SUFFICIENT' }}
          confirm={t(`deed.${what}`)}
          onConfirm={(text) =>
            run({
              mine: [t(`deed.${what}`), text].filter(Boolean).join('\n'),
              send: (now) =>
                mutate(JudgeRequestAnswerDocument, {
                  input: { requestId: now.id, verdict: what, reason: text || null, expectedVersion: now.version },
                }),
            })
          }
        />
      );
    default:
      return (
        <DeedDialog
          {...common}
          {...(request.requestStatus === 'DRAFT'
            ? { explain: <p>{t('request.draftOnlyInside', { partnership: partnership.name })}</p> }
            : {})}
          title={t(`deed.${what as 'CLOSED'}`)}
          text={{ ...reason, required: needsReason(what, request) }}
          danger={what === 'WITHDRAWN'}
          confirm={t(`deed.${what as 'CLOSED'}`)}
          onConfirm={(text) =>
            run({
              mine: [t(`deed.${what as 'CLOSED'}`), text].filter(Boolean).join('\n'),
              send: (now) =>
                mutate(ChangeRequestStatusDocument, {
                  input: {
                    id: now.id,
                    status: what,
                    reason: text || null,
                    expectedVersion: now.version,
                    ...(what === 'RECEIVED' ? { receivedOn } : {}),
                  },
                }),
            })
          }
        >
          {what === 'RECEIVED' && (
            <DateField label={t('request.receivedOn')} value={receivedOn} onChange={setReceivedOn} />
          )}
        </DeedDialog>
      );
  }
}
