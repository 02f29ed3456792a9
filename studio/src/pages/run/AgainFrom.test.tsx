// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Run } from '@/api/schema';
import { AgainFrom, canGoAgain } from './AgainFrom';

const navigate = vi.fn();
const post = vi.fn();
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => navigate }));
vi.mock('@/api/client', async (original) => ({ ...(await original<object>()), api: { POST: (...asked: unknown[]) => post(...asked) as unknown } }));

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
});

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const step = { key: 't[1].a', type: 'call', input: { text: 'late' } } as const;

function shown(state: Run['state'], child: (run: Pick<Run, 'id' | 'workflow' | 'state'>) => ReactNode) {
  post.mockResolvedValue({ data: { id: 'run_2' }, response: { ok: true } });
  render(<QueryClientProvider client={new QueryClient()}>{child({ id: 'run_1', workflow: 'refund', state })}</QueryClientProvider>);
}

const asked = () => (post.mock.calls[0] as [string, { body: unknown }])[1].body;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('goes on from what failed', async () => {
  shown('failed', (run) => <AgainFrom run={run} />);
  press('Go on');
  press('Again');
  await waitFor(() => expect(asked()).toEqual({}));
  expect(navigate).not.toHaveBeenCalled();
});

it('goes again from a step with another input', async () => {
  shown('cancelled', (run) => <AgainFrom run={run} step={step} />);
  press('Again from here');
  const field = screen.getByLabelText<HTMLTextAreaElement>(/^Its input/);
  expect(field.value).toBe('{\n  "text": "late"\n}');
  fireEvent.change(field, { target: { value: '[' } });
  expect(screen.getByRole('alert').textContent).toContain('not JSON');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Again' }).disabled).toBe(true);
  fireEvent.change(field, { target: { value: '{"text": "paid"}' } });
  press('Again');
  await waitFor(() => expect(asked()).toEqual({ from: 't[1].a', input: { text: 'paid' } }));
});

it('goes again in another run where one has succeeded, and shows it', async () => {
  shown('succeeded', (run) => <AgainFrom run={run} step={step} />);
  press('Again from here');
  press('Again');
  await waitFor(() => expect(asked()).toEqual({ from: 't[1].a', anew: true }));
  await waitFor(() => expect(navigate).toHaveBeenCalledWith({ to: '/runs/$id', params: { id: 'run_2' }, search: {} }));
});

it('is for runs that are over', () => {
  shown('running', (run) => <AgainFrom run={run} step={step} />);
  expect(screen.queryByRole('button')).toBeNull();
  expect((['failed', 'cancelled', 'succeeded', 'running'] as const).map(canGoAgain)).toEqual([true, true, false, false]);
});
