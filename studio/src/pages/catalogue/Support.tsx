import type { MatrixCell } from '@/api/schema';
import { actOf, spoken } from './catalogue';

/** One mark: filled full, outlined emulated, half high partial, base line none. */
export function Mark({ support }: Pick<MatrixCell, 'support'>) {
  return <i className={`op ${support}`} />;
}

/** The operations upon one thing, a mark each, in the order of the contract; the words on hover and for readers. */
export function Marks({ resource, cells }: { resource: string; cells: readonly MatrixCell[] }) {
  const notes = cells.flatMap((cell) => (cell.note === undefined ? [] : [`${actOf(cell)}: ${cell.note}`]));
  return (
    <span className="ops" role="img" aria-label={spoken(resource, cells)} title={[spoken(resource, cells), ...notes].join('\n')}>
      {cells.map((cell) => (
        <Mark key={cell.capability} support={cell.support} />
      ))}
    </span>
  );
}

/** What the marks mean. */
export function Legend() {
  return (
    <span className="legend marks-legend">
      <span>each mark is an operation:</span>
      {(['full', 'emulated', 'partial', 'none'] as const).map((support) => (
        <span key={support}>
          <Mark support={support} /> {support}
        </span>
      ))}
    </span>
  );
}
