import type { MatrixCell, MatrixRow } from '@/api/schema';

export interface Kind {
  name: string;
  /** What is acted upon, in the order of the server. */
  resources: string[];
  rows: MatrixRow[];
}

/** Connectors by kind; all of a kind have the same capabilities. */
export function kinds(rows: readonly MatrixRow[]): Kind[] {
  const all = new Map<string, MatrixRow[]>();
  for (const row of rows) all.set(row.kind, [...(all.get(row.kind) ?? []), row]);
  return [...all].map(([name, own]) => ({ name, resources: [...new Set(ofKind(own[0]).map(resource))], rows: own }));
}

/** Without what a connector brings beside its kind. */
function ofKind(row: MatrixRow | undefined): MatrixCell[] {
  return row?.operations.filter(({ capability }) => capability.startsWith(`${row.kind}.`)) ?? [];
}

/** The cells of a row that act upon one thing. */
export function acts(row: MatrixRow, name: string): MatrixCell[] {
  return ofKind(row).filter((cell) => resource(cell) === name);
}

/** Whether a row can do anything there. */
export function can(cells: readonly MatrixCell[]): boolean {
  return cells.some(({ support }) => support !== 'none');
}

const words = { full: 'full', partial: 'with limits', emulated: 'composed of other calls', none: 'not at all' } as const;

/** `chat: create full, stream with limits`. */
export function sentence(name: string, cells: readonly MatrixCell[]): string {
  return `${name}: ${cells.map((cell) => `${verb(cell)} ${words[cell.support]}`).join(', ')}`;
}

/** The same with what is limited. */
export function hover(name: string, cells: readonly MatrixCell[]): string {
  const notes = cells.flatMap((cell) => (cell.note === undefined ? [] : [`${verb(cell)}: ${cell.note}`]));
  return [sentence(name, cells), ...notes].join('\n');
}

function resource({ capability }: MatrixCell): string {
  return capability.split('.')[1] ?? capability;
}

function verb({ capability }: MatrixCell): string {
  return capability.split('.')[2] ?? capability;
}
