// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Leaving } from './Leaving';

const left = vi.fn();

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});
afterEach(() => {
  cleanup();
  left.mockReset();
});

describe('Esc on the way to a provider', () => {
  it('leaves at once where nothing was typed', () => {
    render(<Leaving typed={false} onLeave={left} />);
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(left).toHaveBeenCalledOnce();
  });

  it('asks first where something was', () => {
    render(<Leaving typed onLeave={left} />);
    fireEvent.keyDown(window, { key: 'Escape' });
    expect(left).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Stay' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    fireEvent.keyDown(window, { key: 'Escape' });
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(left).toHaveBeenCalledOnce();
  });
});
