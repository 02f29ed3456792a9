import './styles.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { asFailure } from './api/failure';
import { sessionQuery } from './api/queries';
import { makeRouter } from './app/router';
import { signInAddress } from './format/address';
import { swapCode } from './pages/signin/code';

/** A session that ended under an open page leads back to sign-in, and everything read with it is forgotten. */
const onError = (error: Error) => {
  const signedIn = client.getQueryData(sessionQuery.queryKey) !== undefined;
  if (signedIn && asFailure(error).status === 401) location.assign(signInAddress(location.pathname + location.search));
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  // Parts of a page that come one after the other share what was just answered.
  defaultOptions: { queries: { retry: false, staleTime: 1_000, networkMode: 'always', refetchOnWindowFocus: true, refetchOnReconnect: true } },
});
const router = makeRouter(client);

function begin() {
  const place = document.getElementById('root');
  if (place === null) throw new Error('index.html has no #root');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

// No await outside of a function: the bundler would put what it needs itself into a part of its own.
void swapCode().then(begin);
