// @vitest-environment jsdom
import { QueryClient, QueryClientProvider, keepPreviousData, useQuery } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { refused } from '@/api/failure';
import type { Page } from '@/api/schema';
import { useAddress } from './address';
import { AskedList, EmptyList } from './AskedList';

afterEach(cleanup);

type List = Page<{ id: string }>;
const page = (...ids: string[]): List => ({ items: ids.map((id) => ({ id })), truncated: false });

/** A room whose list answers with what `answer` gives for the address. */
function room(answer: (cursor: string | undefined) => Promise<List>) {
  function Room() {
    const [search] = useAddress();
    const query = useQuery({ queryKey: ['list', search], queryFn: () => answer(search.cursor), placeholderData: keepPreviousData });
    return (
      <AskedList query={query} search={search} holds loading={<p>its shape</p>} empty={<p>nothing here</p>} summary={(shown) => `${shown} of them`}>
        {(rows) => rows.map(({ id }) => <p key={id}>row {id}</p>)}
      </AskedList>
    );
  }
  // A page of the console scrolls with its window.
  vi.stubGlobal('scrollTo', () => undefined);
  const router = createRouter({ routeTree: createRootRoute({ component: Room }), history: createMemoryHistory({ initialEntries: ['/'] }) });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return client;
}

describe('a list by pages', () => {
  it('has its shape while it loads', async () => {
    room(() => new Promise(() => undefined));
    expect(await screen.findByText('its shape')).toBeDefined();
  });

  it('tells what went wrong', async () => {
    room(() => Promise.reject(refused(undefined, 403, null)));
    expect((await screen.findByRole('alert')).textContent).toContain('The server answered 403');
  });

  it('says that it is empty', async () => {
    room(() => Promise.resolve(page()));
    expect(await screen.findByText('nothing here')).toBeDefined();
    expect(screen.queryByRole('contentinfo')).toBeNull();
  });

  it('goes to the older page and back', async () => {
    room((cursor) => Promise.resolve(cursor === undefined ? { ...page('b', 'c'), next: '2' } : page('a')));
    expect(await screen.findByText('2 of them')).toBeDefined();
    const turn = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
    expect(turn('Newer').disabled).toBe(true);
    fireEvent.click(turn('Older'));
    expect(await screen.findByText('row a')).toBeDefined();
    expect(screen.queryByText('row b')).toBeNull();
    expect(turn('Older').disabled).toBe(true);
    fireEvent.click(turn('Newer'));
    expect(await screen.findByText('row b')).toBeDefined();
  });

  it('lets new rows wait until they are asked for', async () => {
    let newest = page('a');
    const client = room(() => Promise.resolve(newest));
    await screen.findByText('row a');
    newest = page('b', 'a');
    await client.invalidateQueries();
    expect(screen.queryByText('row b')).toBeNull();
    fireEvent.click(await screen.findByRole('button', { name: '1 new' }));
    expect(screen.getByText('row b')).toBeDefined();
  });
});

describe('an empty list', () => {
  const onChange = vi.fn();
  const show = (search: Record<string, string>) =>
    render(
      <EmptyList what="run" filters={['state', 'since']} search={search} onChange={onChange}>
        <p>what a run is</p>
      </EmptyList>,
    );

  it('says what its things are where nothing was filtered', () => {
    show({ sort: 'started' });
    expect(screen.getByText('what a run is')).toBeDefined();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers to drop each filter, and no other part of the address', () => {
    show({ state: 'failed', since: '1h', sort: 'started' });
    expect(screen.getByRole('heading').textContent).toBe('No run matches');
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['Remove state=failed', 'Remove since=1h']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove state=failed' }));
    expect(onChange).toHaveBeenCalledWith({ since: '1h', sort: 'started' });
  });

  it('offers the only one in the singular', () => {
    show({ state: 'failed' });
    expect(screen.getByText('The filter leaves nothing. Drop it.')).toBeDefined();
  });
});
