import type { MatrixRow } from '@/api/schema';
import { Grade } from '@/design/State';
import { actOf, resourceOf } from './catalogue';
import { Mark } from './Support';

/** Each operation with its support, its limit in words, and its own grade. */
export function Operations({ row }: { row: MatrixRow }) {
  const resources = [...new Set(row.operations.map(resourceOf))];
  return resources.map((resource) => (
    <section key={resource}>
      <h3>
        <code>
          {row.kind}.{resource}
        </code>
      </h3>
      <ul className="oplist">
        {row.operations
          .filter((cell) => resourceOf(cell) === resource)
          .map((cell) => (
            <li key={cell.capability}>
              <Mark support={cell.support} />
              <code>{actOf(cell)}</code>
              <span className={cell.support === 'full' ? 'soft' : undefined}>
                {cell.support}
                {cell.note === undefined ? null : <span className="soft">, {cell.note}</span>}
              </span>
              {cell.evidence === undefined ? <span /> : <Grade grade={cell.evidence.grade} />}
            </li>
          ))}
      </ul>
    </section>
  ));
}
