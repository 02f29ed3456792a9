// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Ways } from './Ways';

const asked = vi.fn<(method: string, url: string, body: string) => void>();

function answers(items: object[], begun: () => Response = () => Response.json({ authorize: '#there' })) {
  vi.stubGlobal('fetch', async (request: Request) => {
    asked(request.method, request.url.replace(location.origin, ''), await request.clone().text());
    return request.method === 'GET' ? Response.json({ items }) : begun();
  });
}

function show() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { mutations: { retry: false } } })}>
      <Ways tenant="acme" next="/keys" />
    </QueryClientProvider>,
  );
}

afterEach(() => {
  cleanup();
  asked.mockReset();
  vi.unstubAllGlobals();
});

const google = { issuer: 'g', name: 'Google', preset: 'google' };

it('shows the accounts of the tenant that the address names', async () => {
  answers([google, { issuer: 'staff', name: 'Keycloak', preset: 'oidc' }]);
  show();
  expect(await screen.findByRole('button', { name: 'Sign in with Google' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Sign in with Keycloak' })).toBeDefined();
  expect(asked).toHaveBeenCalledWith('GET', '/api/v1/sign-in?tenant=acme', '');
});

it('shows nothing where there are none', async () => {
  answers([]);
  show();
  await waitFor(() => expect(asked).toHaveBeenCalled());
  expect(screen.queryByRole('heading')).toBeNull();
});

it('goes to the issuer, and on to where one was', async () => {
  answers([google]);
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in with Google' }));
  await waitFor(() => expect(location.hash).toBe('#there'));
  expect(asked).toHaveBeenLastCalledWith('POST', '/api/v1/sign-in', JSON.stringify({ tenant: 'acme', issuer: 'g', next: '/keys' }));
});

it('says why it does not begin', async () => {
  answers([google], () => Response.json({ title: 'Unavailable', code: 'unavailable', detail: 'The issuer cannot be asked now.' }, { status: 503 }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in with Google' }));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be asked now');
});
