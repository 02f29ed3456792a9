import type { DiffLine } from '@/format/diff';

const signs = { same: '', out: '−', in: '+' } as const;

/** Two texts in one: what came stands out, what went is struck. A comparison is no verdict, so nothing is green or red. */
export function Compared({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  return (
    <div className="diff" role="group" aria-label={label}>
      {lines.map((line, at) => (
        <Line key={at} line={line} />
      ))}
    </div>
  );
}

function Line({ line: { kind, text, number } }: { line: DiffLine }) {
  const told = (
    <>
      <i>{number}</i>
      <u>{signs[kind]}</u>
      <code>
        <span>{text}</span>
      </code>
    </>
  );
  if (kind === 'in') return <ins className="dl">{told}</ins>;
  if (kind === 'out') return <del className="dl">{told}</del>;
  return <div className="dl">{told}</div>;
}
