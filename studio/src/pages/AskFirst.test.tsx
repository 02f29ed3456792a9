// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AskFirst } from './AskFirst';

const act = vi.fn<(reason: string | undefined) => Promise<unknown>>();

beforeEach(() => {
  act.mockReset();
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(cleanup);

function ask(reason?: { label: string; needed: boolean }) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AskFirst button="Withdraw" title="Withdraw it?" act="Withdraw" keep="Leave it" onAct={act} {...(reason === undefined ? {} : { reason })}>
        <p>what it means</p>
      </AskFirst>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Withdraw' }));
  return within(screen.getByRole('dialog', { name: 'Withdraw it?' }));
}

it('does nothing before it is answered', () => {
  const dialog = ask();
  expect(dialog.getByText('what it means')).toBeDefined();
  fireEvent.click(dialog.getByRole('button', { name: 'Leave it' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(act).not.toHaveBeenCalled();
});

it('acts with the reason, and closes once it is done', async () => {
  act.mockResolvedValue(undefined);
  const dialog = ask({ label: 'Reason', needed: false });
  fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: ' spent enough ' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(act).toHaveBeenCalledExactlyOnceWith('spent enough');
});

it('waits for a reason that is needed', () => {
  const dialog = ask({ label: 'Reason', needed: true });
  const button = dialog.getByRole<HTMLButtonElement>('button', { name: 'Withdraw' });
  expect(button.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: '   ' } });
  expect(button.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'enough' } });
  expect(button.disabled).toBe(false);
});

it('stays open with what the server said', async () => {
  act.mockRejectedValue(new Error('not now'));
  const dialog = ask();
  fireEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('not now');
});
