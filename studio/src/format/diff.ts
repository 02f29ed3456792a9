/** A line of a comparison: in both, taken out, or added; with its number in the newer text. */
export interface DiffLine {
  kind: 'same' | 'out' | 'in';
  text: string;
  number?: number;
}

/** The lines of both texts in order, by their longest common part. */
export function diff(older: string, newer: string): DiffLine[] {
  const [a, b] = [lines(older), lines(newer)];
  const common = lengths(a, b);
  const told: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      told.push({ kind: 'same', text: b[j] ?? '', number: j + 1 });
      [i, j] = [i + 1, j + 1];
    } else if (i < a.length && (j === b.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
      told.push({ kind: 'out', text: a[i++] ?? '' });
    } else {
      told.push({ kind: 'in', text: b[j] ?? '', number: ++j });
    }
  }
  return told;
}

function lines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** How many lines the rests from (i, j) on have in common. */
function lengths(a: string[], b: string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row !== undefined) row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
