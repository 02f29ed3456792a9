import { forwardRef, type ChangeEvent } from 'react';

interface Props {
  text: string;
  /** Lines that something is wrong with; the first is 1. */
  wrong: ReadonlySet<number>;
  /** What it is the text of, to readers. */
  label: string;
  onText: (text: string) => void;
  /** Hears in which line the caret stands. */
  onLine?: (line: number) => void;
}

/** A text that is written, its lines numbered beside it. */
export const Lines = forwardRef<HTMLTextAreaElement, Props>(function Lines({ text, wrong, label, onText, onLine }, ref) {
  const lines = text.split('\n');
  return (
    <div className="lines">
      <ol aria-hidden="true">
        {lines.map((_, at) => (
          <li key={at} className={wrong.has(at + 1) ? 'bad' : undefined}>
            {at + 1}
          </li>
        ))}
      </ol>
      <textarea ref={ref} aria-label={label} aria-invalid={wrong.size > 0} spellCheck={false} wrap="off" rows={Math.max(8, lines.length)} value={text} onChange={({ target }: ChangeEvent<HTMLTextAreaElement>) => onText(target.value)} onSelect={({ currentTarget: { value, selectionStart } }) => onLine?.(value.slice(0, selectionStart).split('\n').length)} />
    </div>
  );
});
