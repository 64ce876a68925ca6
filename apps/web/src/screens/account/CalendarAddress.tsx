import { CalendarSync } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { notices } from '../../app/notices.js';
import { OwnCalendarDocument, RemoveCalendarFeedDocument, RenewCalendarFeedDocument } from '../../gql/graphql.js';
import { useT } from '../../i18n/messages.js';
import { useFormat } from '../../i18n/useFormat.js';
import { change } from '../../live/direct.js';
import { useProblemText } from '../../live/useProblemText.js';
import { Button } from '../../ui/Button.js';
import { CopyField } from '../../ui/CopyField.js';
import { ErrorBlock } from '../../ui/ErrorBlock.js';

/** The own tasks in the calendar of a phone: a secret address, shown once, that can be made anew or stopped. */
export function CalendarAddress() {
  const t = useT();
  const format = useFormat();
  const problemText = useProblemText();
  const [{ data, error, fetching }, again] = useQuery({ query: OwnCalendarDocument });
  const [url, setUrl] = useState<string | null>(null);
  const feed = data?.viewer?.calendarFeed;

  const renew = async (): Promise<void> => {
    const outcome = await change(RenewCalendarFeedDocument, { input: {} });
    if (outcome.ok) setUrl(outcome.data.renewCalendarFeed.url ?? null);
    else notices.tell(problemText(outcome.problem), 'late');
    again({ requestPolicy: 'network-only' });
  };
  const stop = async (): Promise<void> => {
    const outcome = await change(RemoveCalendarFeedDocument, { input: {} });
    if (outcome.ok) {
      setUrl(null);
      notices.tell(t('calendarFeed.stopped'), 'done');
    } else notices.tell(problemText(outcome.problem), 'late');
    again({ requestPolicy: 'network-only' });
  };

  return (
    <section className="card stack" aria-labelledby="calendar-feed">
      <h2 id="calendar-feed">{t('calendarFeed.title')}</h2>
      <p className="measure">{t('calendarFeed.text')}</p>
      {error && !data && !fetching ? (
        <ErrorBlock title={t('calendarFeed.failed')} error={error} onRetry={() => again()} />
      ) : (
        <>
          {feed && !url && (
            <p className="muted">{t('calendarFeed.since', { moment: format.moment(feed.createdAt) })}</p>
          )}
          {url && (
            <>
              <CopyField label={t('calendarFeed.address')} value={url} />
              <p className="small muted">{t('calendarFeed.once')}</p>
              <a className="button" href={url.replace(/^https?:/, 'webcal:')}>
                <CalendarSync size={20} aria-hidden />
                {t('calendarFeed.subscribe')}
              </a>
            </>
          )}
          <div className="row">
            <Button onPress={() => void renew()}>{t(feed ? 'calendarFeed.renew' : 'calendarFeed.make')}</Button>
            {feed && (
              <Button kind="danger" onPress={() => void stop()}>
                {t('calendarFeed.stop')}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}
