// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { usePanelFocus } from './panelFocus';

afterEach(cleanup);

function Panel({ shown }: { shown: string }) {
  const place = useRef<HTMLElement>(null);
  usePanelFocus(place, shown);
  return (
    <aside ref={place}>
      <h2 tabIndex={-1}>{shown}</h2>
      <button key={shown}>in {shown}</button>
    </aside>
  );
}

const page = (shown?: string) => (
  <main id="main" tabIndex={-1}>
    <button>open</button>
    {shown === undefined ? null : <Panel shown={shown} />}
  </main>
);
const focused = () => document.activeElement?.textContent;
const button = (name: string) => screen.getByRole('button', { name });

describe('the focus', () => {
  it('goes into a panel that is opened and back to what opened it', () => {
    const { rerender } = render(page());
    button('open').focus();
    rerender(page('many'));
    expect(focused()).toBe('many');
    rerender(page());
    expect(focused()).toBe('open');
  });

  it('stays in a panel when what was focused gives place to what it opened', () => {
    const { rerender } = render(page());
    button('open').focus();
    rerender(page('many'));
    button('in many').focus();
    rerender(page('one'));
    expect(focused()).toBe('one');
    rerender(page());
    expect(focused()).toBe('open');
  });

  it('is not taken by a panel that was open when the page came', () => {
    const { rerender } = render(page('many'));
    expect(document.activeElement).toBe(document.body);
    button('in many').focus();
    rerender(page());
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  it('stays where the user has taken it', () => {
    const { rerender } = render(page('many'));
    button('open').focus();
    rerender(page());
    expect(focused()).toBe('open');
  });
});
