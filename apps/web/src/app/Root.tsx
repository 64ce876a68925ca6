import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Provider as GraphQLProvider } from 'urql';
import { LocaleProvider } from '../i18n/LocaleProvider.js';
import { client } from '../live/client.js';
import { startPolling } from '../live/polling.js';
import { Crash } from '../screens/errors/Crash.js';
import { router } from './router.js';

/** Everything a page needs, outermost first. */
export function Root() {
  useEffect(() => startPolling(), []);
  return (
    <LocaleProvider>
      <Crash>
        <GraphQLProvider value={client}>
          <RouterProvider router={router} />
        </GraphQLProvider>
      </Crash>
    </LocaleProvider>
  );
}
