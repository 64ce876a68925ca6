import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button as PlainButton, Disclosure, DisclosurePanel } from 'react-aria-components';
import { Provider, useQuery } from 'urql';
import { notices } from '../../app/notices.js';
import { useViewer } from '../../app/viewer.js';
import {
  type NotificationReason,
  NotificationSettingsDocument,
  type NotificationSettingsPartsFragment,
  type NotificationSettingsQuery,
  type NotificationWay,
  type SetNotificationSettingsInput,
  SetNotificationDefaultsDocument,
  SetNotificationSettingsDocument,
} from '../../gql/graphql.js';
import { useLanguage } from '../../i18n/LocaleProvider.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { change, direct } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CheckGroupField } from '../../ui/Checks.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';
import { Note } from '../../ui/Note.js';
import { PickField } from '../../ui/PickField.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { PushDevices } from './PushDevices.js';

type Change = Omit<SetNotificationSettingsInput, 'clientMutationId'>;
const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** When mail comes, for me and, for whoever manages, as the organisation has it; and which mails went out. */
export function NotificationSettings() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Disclosure className="disclosure" id="instellingen" isExpanded={open} onExpandedChange={setOpen}>
      <h2 className="disclosure-title">
        <PlainButton slot="trigger" className="disclosure-button">
          <ChevronRight size={20} aria-hidden />
          {t('notifications.settings')}
        </PlainButton>
      </h2>
      <DisclosurePanel>
        {open && (
          <Provider value={direct}>
            <Inside />
          </Provider>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}

function Inside() {
  const t = useT();
  const problemText = useProblemText();
  const { language } = useLanguage();
  const { organisation } = useViewer();
  const [{ data, error, fetching }, again] = useQuery({ query: NotificationSettingsDocument });
  const viewer = data?.viewer;
  if (!viewer)
    return error && !fetching ? (
      <ErrorBlock title={t('notifications.settingsFailed')} error={error} onRetry={() => again()} />
    ) : (
      <Skeleton lines={6} />
    );
  const finish = (outcome: { ok: true } | { ok: false; problem: Parameters<typeof problemText>[0] }): void => {
    if (outcome.ok) notices.tell(t('notifications.saved'), 'done');
    else notices.tell(problemText(outcome.problem), 'late');
    again({ requestPolicy: 'network-only' });
  };
  const setMine = async (input: Change): Promise<void> =>
    finish(
      await change(SetNotificationSettingsDocument, {
        input: { language: language.toUpperCase() as 'NL' | 'FR' | 'EN' | 'DE', ...input },
      }),
    );
  const setDefaults = async (input: Change): Promise<void> =>
    finish(await change(SetNotificationDefaultsDocument, { input }));
  const mine = viewer.notificationSettings;
  return (
    <div className="stack">
      {mine.stopped && (
        <Note warning>
          {t('notifications.stopped')}{' '}
          <Button onPress={() => void setMine({ stopped: false })}>{t('notifications.resume')}</Button>
        </Note>
      )}
      {!mine.reachable && <Note warning>{t('notifications.unreachable')}</Note>}
      <p className="measure">{t('notifications.settingsText')}</p>
      <Choices settings={mine} save={setMine} />
      {viewer.pushKey && (
        <PushDevices
          pushKey={viewer.pushKey}
          devices={viewer.pushDevices}
          pushes={viewer.notificationPushes}
          again={() => again({ requestPolicy: 'network-only' })}
        />
      )}
      {viewer.maySetNotificationDefaults && (
        <section className="card stack" aria-labelledby="notification-defaults">
          <h3 id="notification-defaults">{t('notifications.defaults', { organisation: organisation?.name ?? '' })}</h3>
          <p className="measure">{t('notifications.defaultsText')}</p>
          <Choices settings={viewer.notificationDefaults} save={setDefaults} />
        </section>
      )}
      <Mails mails={viewer.notificationMails} />
    </div>
  );
}

interface ChoicesProps {
  settings: NotificationSettingsPartsFragment;
  save(input: Change): Promise<void>;
}

function Choices({ settings, save }: ChoicesProps) {
  const t = useT();
  const ways = (mustAct: boolean): NotificationWay[] => (mustAct ? ['NOW', 'DIGEST', 'NEVER'] : ['DIGEST', 'NEVER']);
  const choose = (reason: NotificationReason) => (way: string | null) =>
    void save({ choices: [{ reason, way: way as NotificationWay | null }] });
  return (
    <>
      <div className="notice-choices">
        {settings.choices.map(({ reason, way, mustAct }) => (
          <PickField
            key={reason}
            label={t(`notifications.reason.${reason}`)}
            options={ways(mustAct).map((id) => ({ id, name: t(`notifications.way.${id}`) }))}
            value={way}
            onChange={choose(reason)}
          />
        ))}
      </div>
      <CheckGroupField
        label={t('notifications.quietDays')}
        hint={t('notifications.quietDaysHint')}
        options={days.map((day) => ({ id: String(day), name: t(`notifications.day.${day}`) }))}
        value={settings.quietDays.map(String)}
        onChange={(chosen) => void save({ quietDays: chosen.map(Number) })}
      />
    </>
  );
}

type Mail = NonNullable<NotificationSettingsQuery['viewer']>['notificationMails'][number];
const states = new Set(['WAITING', 'SENT', 'REFUSED', 'GIVEN_UP']);

function Mails({ mails }: { mails: readonly Mail[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="stack-s" aria-labelledby="notification-mails">
      <h3 id="notification-mails">{t('notifications.mails')}</h3>
      {mails.length === 0 ? (
        <p className="muted">{t('notifications.noMails')}</p>
      ) : (
        <ul className="facts">
          {mails.map(({ id, digest, things, at, state }) => (
            <li key={id}>
              {format.moment(at)} ·{' '}
              {t(digest ? 'notifications.mailDigest' : 'notifications.mailNow', { count: things })}
              {state && states.has(state) && ` · ${t(`notifications.mailState.${state as 'SENT'}`)}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
