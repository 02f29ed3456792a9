import type { MatrixCell, MatrixRow } from '@/api/schema';
import { actOf, resourceOf } from './catalogue';

export interface Line {
  act: string;
  /** One a connector, in their order; absent where it is of another kind. */
  cells: (MatrixCell | undefined)[];
  alike: boolean;
}

export interface Block {
  resource: string;
  lines: Line[];
}

/** What connectors can do beside each other, by what is acted upon. */
export function blocks(rows: readonly MatrixRow[]): Block[] {
  const capabilities = [...new Set(rows.flatMap(({ operations }) => operations.map(({ capability }) => capability)))];
  const all = new Map<string, Line[]>();
  for (const capability of capabilities) {
    const cells = rows.map(({ operations }) => operations.find((cell) => cell.capability === capability));
    const alike = new Set(cells.map((cell) => cell?.support)).size === 1;
    const key = `${capability.split('.')[0] ?? ''}.${resourceOf({ capability })}`;
    all.set(key, [...(all.get(key) ?? []), { act: actOf({ capability }), cells, alike }]);
  }
  return [...all].map(([resource, lines]) => ({ resource, lines }));
}

/** `10 of 42 operations differ`. */
export function differing(all: readonly Block[]): { differ: number; of: number } {
  const lines = all.flatMap((block) => block.lines);
  return { differ: lines.filter(({ alike }) => !alike).length, of: lines.length };
}

/** How many of a block are alike, in words. */
export function alikeWords({ lines }: Block): string {
  const alike = lines.filter((line) => line.alike);
  const supports = new Set(alike.map(({ cells }) => cells[0]?.support));
  const how = supports.size === 1 ? `, ${[...supports].join('')} in all` : '';
  if (alike.length === 0) return 'none alike';
  return alike.length === lines.length ? `all ${lines.length} alike${how}` : `${alike.length} of ${lines.length} alike${how}`;
}

/** The comparison as a table to be pasted elsewhere. */
export function asTable(rows: readonly MatrixRow[]): string {
  const head = ['operation', ...rows.map(({ id }) => id)];
  const body = blocks(rows).flatMap(({ resource, lines }) => lines.map(({ act, cells }) => [`${resource}.${act}`, ...cells.map((cell) => cell?.support ?? 'not of its kind')]));
  const written = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [written(head), written(head.map(() => '---')), ...body.map(written)].join('\n');
}
