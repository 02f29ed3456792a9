// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { useInserted } from './useInserted';

function Panel({ begun }: { begun: string }) {
  const [text, setText] = useState(begun);
  const insert = useInserted();
  return (
    <div className="step-panel">
      <form>
        <textarea aria-label="text" value={text} onChange={({ target }) => setText(target.value)} />
      </form>
      <button type="button" onClick={() => insert('input')}>
        input
      </button>
      <output>{text}</output>
    </div>
  );
}

afterEach(cleanup);

it.each([
  ['Hello !', 6, 'Hello ${input}!'],
  ['${size()}', 7, '${size(input)}'],
  ['${a} and ', 9, '${a} and ${input}'],
])('writes a name into %s', (begun, caret, after) => {
  render(<Panel begun={begun} />);
  const field = screen.getByLabelText<HTMLTextAreaElement>('text');
  field.focus();
  field.setSelectionRange(caret, caret);
  fireEvent.click(screen.getByRole('button'));
  expect(screen.getByRole('status').textContent).toBe(after);
  expect(document.activeElement).toBe(field);
});

it('writes nothing before a field was used', () => {
  render(<Panel begun="Hello" />);
  fireEvent.click(screen.getByRole('button'));
  expect(screen.getByRole('status').textContent).toBe('Hello');
});
