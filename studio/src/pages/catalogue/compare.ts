import type { FeatureCell, MatrixCell, MatrixRow } from '@/api/schema';
import { actOf, resourceOf } from './catalogue';
import { facts } from './facts';

export interface Line {
  act: string;
  /** One a connector, in their order; absent where it is of another kind. */
  cells: (MatrixCell | undefined)[];
  alike: boolean;
}

export interface Block {
  resource: string;
  lines: Line[];
  /** Whose extension it is; absent where it is of a kind. */
  alone?: string;
}

/** What connectors can do beside each other, by what is acted upon; what one has beside its kind at the end. */
export function blocks(rows: readonly MatrixRow[]): Block[] {
  const capabilities = [...new Set(rows.flatMap(({ operations }) => operations.map(({ capability }) => capability)))];
  const all = new Map<string, Line[]>();
  for (const capability of capabilities) {
    const cells = rows.map(({ operations }) => operations.find((cell) => cell.capability === capability));
    const alike = new Set(cells.map((cell) => cell?.support)).size === 1;
    const key = `${capability.split('.')[0] ?? ''}.${resourceOf({ capability })}`;
    all.set(key, [...(all.get(key) ?? []), { act: actOf({ capability }), cells, alike }]);
  }
  const found = [...all].map(([resource, lines]) => block(rows, resource, lines));
  return [...found.filter(({ alone }) => alone === undefined), ...found.filter(({ alone }) => alone !== undefined)];
}

function block(rows: readonly MatrixRow[], resource: string, lines: Line[]): Block {
  const first = resource.split('.')[0] ?? '';
  return rows.some(({ kind }) => kind === first) ? { resource, lines } : { resource, lines, alone: first };
}

/** Why a connector has no cell there. */
export function absent({ alone }: Block): string {
  return alone === undefined ? 'not of its kind' : `of ${alone} alone`;
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

export interface FeatureLine {
  feature: string;
  /** What makes it up. */
  operations: string[];
  /** One a connector, in their order; absent where it is of another kind. */
  cells: (FeatureCell | undefined)[];
  alike: boolean;
}

/** What connectors have of the features by which their kinds are compared. */
export function features(rows: readonly MatrixRow[]): FeatureLine[] {
  const names = [...new Set(rows.flatMap((row) => row.features.map(({ feature }) => feature)))];
  return names.map((feature) => {
    const cells = rows.map((row) => row.features.find((cell) => cell.feature === feature));
    return { feature, operations: cells.find((cell) => cell !== undefined)?.operations ?? [], cells, alike: new Set(cells.map(featureWords)).size === 1 };
  });
}

/** `partial, 3 of 5, 1 with limits`. */
export function featureWords(cell: FeatureCell | undefined): string {
  if (cell === undefined) return 'not of its kind';
  if (cell.support !== 'partial') return cell.support;
  return `partial, ${cell.has} of ${cell.of}${cell.limited === 0 ? '' : `, ${cell.limited} with limits`}`;
}

/** The comparison as a table to be pasted elsewhere: facts, features, operations with their limits. */
export function asTable(rows: readonly MatrixRow[]): string {
  const head = ['', ...rows.map(({ id }) => id)];
  const body = [
    ...facts(rows).map(({ name, values }) => [name, ...values]),
    ...features(rows).map(({ feature, cells }) => [feature, ...cells.map(featureWords)]),
    ...blocks(rows).flatMap((block) => block.lines.map(({ act, cells }) => [`${block.resource}.${act}`, ...cells.map((cell) => said(cell) ?? absent(block))])),
  ];
  const written = (row: readonly string[]) => `| ${row.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [written(head), written(head.map(() => '---')), ...body.map(written)].join('\n');
}

function said(cell: MatrixCell | undefined): string | undefined {
  return cell?.note === undefined ? cell?.support : `${cell.support}: ${cell.note}`;
}
