import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useNavigate } from '@tanstack/react-router';
import { useWorkspace } from '../../app/workspaceContext.js';
import { type RequestRowFragment, SimilarRequestsDocument } from '../../gql/graphql.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useT } from '../../i18n/messages.js';
import { Button } from '../../ui/Button.js';
import { shortActor } from '../board/names.js';
import { JoinDialog } from './JoinDialog.js';
import { RequestStatusPill } from './Standing.js';
import { emptyRequest, type NewRequest, writeNewRequest } from './newRequest.js';

const pause = 400;
const shortest = 4;

/** What others already ask: joining beats duplicating. */
export function Similar({ request }: { request: NewRequest }) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { partnership } = useWorkspace();
  const [joining, setJoining] = useState<RequestRowFragment | null>(null);
  const wanted = request.title.trim();
  const [text, setText] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setText(wanted), pause);
    return () => clearTimeout(timer);
  }, [wanted]);
  const [{ data }] = useQuery({
    query: SimilarRequestsDocument,
    variables: { id: partnership.id, actorId: request.actorId, text: text.slice(0, 500) },
    pause: text.length < shortest,
    requestPolicy: 'network-only',
  });
  const found = (data?.partnership?.similarRequests ?? []).filter(({ id }) => id !== request.draft?.id);
  // Whoever is in it already has nothing to join: the question is there.
  const isIn = ({ municipalities }: RequestRowFragment): boolean =>
    request.municipalityIds.length > 0 &&
    request.municipalityIds.every((id) => municipalities.some((place) => place.id === id));
  if (text.length < shortest || found.length === 0) return <p className="visually-hidden" role="status" />;
  return (
    <section className="note similar" aria-labelledby="similar">
      <div className="stack-s">
        <h3 id="similar" role="status">
          {t('wizard.similar', { count: found.length })}
        </h3>
        <ul className="stack-s">
          {found.map((other) => (
            <li key={other.id} className="row-between">
              <div>
                <p>
                  <Link to="/verzoeken/$nr" params={{ nr: other.reference }} dir="auto">
                    {other.reference} {other.title}
                  </Link>
                </p>
                <p className="row small">
                  {t(isIn(other) ? 'wizard.askedAlready' : 'wizard.askedToo', {
                    places: format.list(other.municipalities.map(({ name }) => name)),
                    count: other.municipalities.length,
                    actor: shortActor(other.actor),
                  })}
                  <RequestStatusPill status={other.requestStatus} level={other.level} />
                </p>
              </div>
              {isIn(other) ? (
                <Link to="/verzoeken/$nr" params={{ nr: other.reference }} className="button">
                  {t('wizard.look')}
                </Link>
              ) : (
                <Button onPress={() => setJoining(other)}>{t('wizard.joinInstead')}</Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      {joining && (
        <JoinDialog
          request={joining}
          onClose={() => setJoining(null)}
          onJoined={() => {
            writeNewRequest(partnership.id, emptyRequest);
            void navigate({ to: '/verzoeken/$nr', params: { nr: joining.reference } });
          }}
        />
      )}
    </section>
  );
}
