import { forwardRef, type ChangeEvent } from 'react';

interface Props {
  text: string;
  /** Lines that something is wrong with; the first is 1. */
  wrong: ReadonlySet<number>;
  onText: (text: string) => void;
}

/** A text that is written, its lines numbered beside it. */
export const Lines = forwardRef<HTMLTextAreaElement, Props>(function Lines({ text, wrong, onText }, ref) {
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
      <textarea ref={ref} aria-label="The route as YAML" aria-invalid={wrong.size > 0} spellCheck={false} wrap="off" rows={Math.max(8, lines.length)} value={text} onChange={({ target }: ChangeEvent<HTMLTextAreaElement>) => onText(target.value)} />
    </div>
  );
});
