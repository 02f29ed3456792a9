// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Stalled } from './Stalled';

beforeEach(() => {
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(cleanup);

const stalled = { code: 'internal', message: 'event 7 of the journal cannot be read' };

function show(run: Parameters<typeof Stalled>[0]['run']) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Stalled run={run} />
    </QueryClientProvider>,
  );
}

it('says why a run that cannot be read back stands still', () => {
  show({ id: 'run_1', stalled });
  expect(screen.getByRole('alert').textContent).toBe('Not carried on event 7 of the journal cannot be read internal');
});

it('does nothing about it without a reason', () => {
  show({ id: 'run_1', stalled });
  fireEvent.click(screen.getByRole('button', { name: 'Skip step' }));
  const send = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Skip step' }).at(-1)?.disabled;
  expect(send()).toBe(true);
  fireEvent.change(screen.getByLabelText('Reason, kept with the run'), { target: { value: 'done by hand' } });
  expect(send()).toBe(false);
});

it('has one that ended the server tried again or ended, and nothing of it skipped', () => {
  show({ id: 'run_1', stalled: { code: 'too_large', message: 'the run has ended the server 3 times' } });
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(expect.arrayContaining(['Try again', 'End run']));
  expect(screen.queryByRole('button', { name: 'Skip step' })).toBeNull();
});

it('says nothing of any other run', () => {
  show({ id: 'run_1' });
  expect(screen.queryByRole('alert')).toBeNull();
});
