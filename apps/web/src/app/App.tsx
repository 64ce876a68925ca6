import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { PartnershipsDocument, ViewerDocument } from '../gql/graphql.js';
import { useT } from '../i18n/messages.js';
import { client } from '../live/client.js';
import { followMine, myEvents } from '../live/myEvents.js';
import { expireSession, sessionStore, startSession } from '../live/session.js';
import { sessionWords } from '../live/sessionChannel.js';
import { useStore } from '../live/store.js';
import { LoadFailedPage } from '../screens/errors/pages.js';
import { ChooseOrganisationPage } from '../screens/sign-in/ChooseOrganisationPage.js';
import { SignedOutDialog } from '../screens/sign-in/SignedOutDialog.js';
import { SignInPage } from '../screens/sign-in/SignInPage.js';
import { RefusedReplays } from './RefusedReplays.js';
import { signedInPath } from './signIn.js';
import { beginAnew, forgetOthers } from './signOut.js';
import { type Viewer, ViewerContext } from './viewer.js';

const publicPaths = new Set(['/toegankelijkheid', '/aanmelden', '/uitnodiging', '/antwoord', signedInPath]);

/** Signed in, and it is known for whom; somebody without any organisation has nothing to choose. */
const isSettled = ({ organisation, organisations }: Viewer): boolean =>
  organisation !== null || organisations.length === 0;

/** Who is it, and for whom? Nobody gets the sign-in page at any address, so that a link still works after signing in. */
export function App() {
  const t = useT();
  const { pathname } = useLocation();
  const isPublic = publicPaths.has(pathname);
  const [{ data, fetching, error }, again] = useQuery({ query: ViewerDocument, pause: isPublic });
  const { expired, signedIn } = useStore(sessionStore);
  const viewer = data?.viewer ?? null;
  const current = viewer && isSettled(viewer) ? viewer : null;
  const [last, setLast] = useState(current);
  if (current && current !== last) setLast(current);

  const actingFor = useRef<string | null>(null);
  useEffect(() => {
    if (!current) return;
    const organisationId = current.organisation?.id ?? null;
    forgetOthers(current.person.id, organisationId);
    // What this page shows was read for another organisation (chosen in another window, perhaps).
    if (actingFor.current && actingFor.current !== organisationId) void beginAnew().then(() => location.reload());
    actingFor.current = organisationId;
    if (!sessionStore.get().signedIn) startSession();
  }, [current]);

  useEffect(
    () =>
      sessionWords.on((word) => {
        if (word === 'signed-out') expireSession();
        // Another window now acts for somebody else: so does this one, and it says so.
        if (word === 'organisation' && !sessionStore.get().expired) again({ requestPolicy: 'network-only' });
      }),
    [again],
  );

  const personId = current?.person.id;
  useEffect(() => {
    if (!personId || expired) return undefined;
    // A partnership that is given or taken is in the menu, or out of it, the moment it is.
    const stopListening = myEvents.on((event) => {
      if (event && !event.type.startsWith('MANDATE_')) return;
      for (const query of [ViewerDocument, PartnershipsDocument])
        void client.query(query, {}, { requestPolicy: 'network-only' }).toPromise();
    });
    const stop = followMine();
    return () => {
      stopListening();
      stop();
    };
  }, [personId, expired]);

  if (isPublic) return <Outlet />;
  if (!data) {
    if (error && !fetching)
      return <LoadFailedPage error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
    return <p className="visually-hidden">{t('loading')}</p>;
  }
  // Whoever is signed out in the middle of something keeps the page, under the dialog, until it is known who goes on.
  const shown = current ?? (signedIn ? last : null);
  if (!shown) return viewer ? <ChooseOrganisationPage viewer={viewer} /> : <SignInPage />;
  return (
    <ViewerContext value={shown}>
      <Outlet />
      <RefusedReplays />
      {(expired || !current) && <SignedOutDialog last={shown} />}
    </ViewerContext>
  );
}
