import { BellRing, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { notices } from '../../app/notices.js';
import { type NotificationSettingsQuery, RemovePushDeviceDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { Note } from '../../ui/Note.js';
import { ownFingerprint, pushAbility, switchOff, switchOn } from './device.js';

type Viewer = NonNullable<NotificationSettingsQuery['viewer']>;
type Device = Viewer['pushDevices'][number];

interface Props {
  pushKey: string;
  devices: readonly Device[];
  pushes: Viewer['notificationPushes'];
  again(): void;
}

/** Devices that show at once what waits on me: switched on where one is, seen and taken away from anywhere. */
export function PushDevices({ pushKey, devices, pushes, again }: Props) {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [ability, setAbility] = useState(pushAbility);
  const [own, setOwn] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void ownFingerprint().then(setOwn, () => undefined);
  }, [devices]);
  const here = devices.find(({ fingerprint }) => fingerprint === own);

  const add = async (): Promise<void> => {
    setBusy(true);
    try {
      const outcome = await switchOn(pushKey);
      if (outcome) {
        if (outcome.ok) notices.tell(t('push.added'), 'done');
        else notices.tell(problemText(outcome.problem), 'late');
        again();
      }
    } catch {
      notices.tell(t('push.failed'), 'late');
    }
    setAbility(pushAbility());
    setBusy(false);
  };
  const remove = async (device: Device): Promise<void> => {
    const outcome = await change(RemovePushDeviceDocument, { input: { id: device.id } });
    if (!outcome.ok) notices.tell(problemText(outcome.problem), 'late');
    else if (device === here) await switchOff().catch(() => undefined);
    again();
  };

  return (
    <section className="stack-s" aria-labelledby="push-devices">
      <h3 id="push-devices">{t('push.title')}</h3>
      <p className="measure">{t('push.explain')}</p>
      {ability === 'cannot' && <Note>{t('push.cannot')}</Note>}
      {ability === 'refused' && <Note warning>{t('push.refused')}</Note>}
      {ability === 'can' && !here && (
        <p>
          <Button icon={<BellRing size={20} aria-hidden />} isPending={busy} onPress={() => void add()}>
            {t('push.add')}
          </Button>
        </p>
      )}
      {devices.length === 0 ? (
        <p className="muted">{t('push.none')}</p>
      ) : (
        <ul className="facts">
          {devices.map((device) => (
            <li key={device.id} className="row-between">
              <span>
                {device.name}
                {device === here && ` (${t('push.here')})`} · {t('push.since', { at: format.moment(device.addedAt) })}
                {device.lastSentAt && ` · ${t('push.last', { at: format.moment(device.lastSentAt) })}`}
              </span>
              <Button
                kind="quiet"
                icon={<Trash2 size={20} aria-hidden />}
                aria-label={t('push.removeNamed', { name: device.name })}
                onPress={() => void remove(device)}
              >
                {t('push.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {pushes.length > 0 && (
        <details>
          <summary>{t('push.log')}</summary>
          <ul className="facts">
            {pushes.map(({ id, at, device, things, state }) => (
              <li key={id}>
                {format.moment(at)} · {device ?? t('push.goneDevice')} · {t('notifications.mailNow', { count: things })}{' '}
                · {t(`notifications.mailState.${state as 'SENT'}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
