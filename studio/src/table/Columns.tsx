import type { ReactNode } from 'react';
import { Sk } from '@/design/Place';

/** A column of a table. */
export interface Column {
  name: ReactNode;
  /** How wide in pixels what stands in it usually is; only a skeleton asks. */
  about?: number;
  /** Whether figures stand in it. */
  num?: boolean;
  hint?: string;
  className?: string;
  /** How the rows are sorted by it; absent where they cannot be. */
  sorted?: 'ascending' | 'descending' | 'none';
}

/** The head of a table. */
export function TableHead({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ name, num, hint, className, sorted }, at) => (
          <th key={at} className={classes(num, className)} title={hint} aria-sort={sorted}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Words differ in length from row to row, figures hardly do. */
const varied = [1, 0.8, 1.15, 0.9, 1.05];

/** A table that is awaited: its head, and grey bars as wide as what will stand there. */
export function TableSkeleton({ name, columns }: { name: string; columns: readonly Column[] }) {
  return (
    <table className={`t ${name}`}>
      <TableHead columns={columns} />
      <tbody>
        {varied.map((part) => (
          <tr key={part}>
            {columns.map(({ about = 64, num, className }, at) => (
              <td key={at} className={classes(num, className)}>
                <Sk width={num === true ? about : Math.round(about * part)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classes(num: boolean | undefined, own: string | undefined): string | undefined {
  const all = [num === true ? 'num' : '', own ?? ''].filter(Boolean).join(' ');
  return all === '' ? undefined : all;
}
