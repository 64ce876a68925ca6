import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { ViewerDocument } from '../gql/graphql.js';
import { useT } from '../i18n/messages.js';
import { sessionStore, startSession } from '../live/session.js';
import { useStore } from '../live/store.js';
import { LoadFailedPage } from '../screens/errors/pages.js';
import { SignedOutDialog } from '../screens/sign-in/SignedOutDialog.js';
import { SignInPage } from '../screens/sign-in/SignInPage.js';
import { publicPaths } from './publicPaths.js';
import { RefusedReplays } from './RefusedReplays.js';
import { forgetOtherPerson } from './signOut.js';
import { ViewerContext } from './viewer.js';

/** Who is it? Nobody gets the sign-in page at any address, so that a link still works after signing in. */
export function App() {
  const t = useT();
  const { pathname } = useLocation();
  const [{ data, fetching, error }, again] = useQuery({ query: ViewerDocument });
  const { expired } = useStore(sessionStore);
  const current = data?.viewer ?? null;
  const [last, setLast] = useState(current);
  if (current && current !== last) setLast(current);

  useEffect(() => {
    if (!current) return;
    forgetOtherPerson(current.person.id);
    if (!sessionStore.get().signedIn) startSession();
  }, [current]);

  if (publicPaths.has(pathname)) return <Outlet />;
  if (!data) {
    if (error && !fetching)
      return <LoadFailedPage error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
    return <p className="visually-hidden">{t('loading')}</p>;
  }
  // Whoever is signed out in the middle of something keeps the page, under the dialog, until it is known who goes on.
  const viewer = current ?? (sessionStore.get().signedIn ? last : null);
  if (!viewer && !sessionStore.get().signedIn) return <SignInPage />;
  if (!viewer) return <SignedOutDialog />;
  return (
    <ViewerContext value={viewer}>
      <Outlet />
      <RefusedReplays />
      {(expired || !current) && <SignedOutDialog />}
    </ViewerContext>
  );
}
