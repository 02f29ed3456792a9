// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useRows } from './useRows';

beforeEach(() => {
  // The test's document has no layout to scroll.
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(cleanup);

function List({ names }: { names: string[] }) {
  const rows = useRows<HTMLUListElement>();
  return (
    <ul {...rows}>
      {names.map((name) => (
        <li key={name}>
          <button data-row>{name}</button>
          <button>copy {name}</button>
        </li>
      ))}
    </ul>
  );
}

const page = (names = ['a', 'b', 'c']) => (
  <>
    <List names={names} />
    <input aria-label="field" />
    <button>elsewhere</button>
  </>
);
const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(document.activeElement ?? document.body, { key }));
const focused = () => document.activeElement?.closest('button, input')?.textContent;

describe('the focus in a list', () => {
  it('moves down and up and stops at the ends', () => {
    render(page());
    press('j');
    expect(focused()).toBe('a');
    press('J', 'j', 'j', 'j');
    expect(focused()).toBe('c');
    press('k');
    expect(focused()).toBe('b');
    press('k', 'k', 'k');
    expect(focused()).toBe('a');
  });

  it('goes on from where it was, though it went elsewhere', () => {
    render(page());
    press('j', 'j');
    screen.getByText('elsewhere').focus();
    press('j');
    expect(focused()).toBe('c');
  });

  it('goes on from anything in a row', () => {
    render(page());
    screen.getByText('copy b').focus();
    press('j');
    expect(focused()).toBe('c');
  });

  it('stays with its row when rows come before it', () => {
    const { rerender } = render(page());
    press('j', 'j');
    rerender(page(['new', 'a', 'b', 'c']));
    expect(focused()).toBe('b');
    press('k');
    expect(focused()).toBe('a');
  });

  it('begins anew when its row is gone', () => {
    const { rerender } = render(page());
    press('j', 'j');
    rerender(page(['a', 'c']));
    press('j');
    expect(focused()).toBe('a');
  });

  it('stays in a field where somebody types', () => {
    render(page());
    screen.getByLabelText('field').focus();
    press('j');
    expect(document.activeElement).toBe(screen.getByLabelText('field'));
  });

  it('has nowhere to go in an empty list', () => {
    render(page([]));
    press('j', 'k');
    expect(document.activeElement).toBe(document.body);
  });
});
