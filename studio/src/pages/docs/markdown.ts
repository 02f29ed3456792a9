/** A part of a page of the guide. The pages are our own: what they do not use is not read. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'code' | 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; rows: string[][] };

/** The blocks of a page, in their order. */
export function blocks(page: string): Block[] {
  const found: Block[] = [];
  const lines = page.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, marks, heading] = /^(#{1,4}) (.+)$/.exec(line) ?? [];
    if (line.startsWith('```') || line.startsWith('    ')) {
      const fenced = line.startsWith('```');
      const end = lines.findIndex((other, place) => place > at && (fenced ? other.startsWith('```') : !other.startsWith('    ') && other.trim() !== ''));
      const last = end < 0 ? lines.length : end;
      found.push({ kind: 'code', text: lines.slice(fenced ? at + 1 : at, last).map((one) => (fenced ? one : one.slice(4))).join('\n').trimEnd() });
      at = fenced ? last : last - 1;
    } else if (heading !== undefined) found.push({ kind: 'heading', level: marks?.length ?? 1, text: heading });
    else if (line.trim() !== '') add(found, line);
    else found.push({ kind: 'text', text: '' });
  }
  return found.filter((block) => block.kind !== 'text' || block.text !== '');
}

/** A line of a table, of a list, or of the paragraph before it. */
function add(found: Block[], line: string): void {
  const last = found.at(-1);
  if (line.startsWith('|')) {
    const row = line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|'));
    if (row.every((cell) => /^:?-+:?$/.test(cell))) return;
    if (last?.kind === 'table') last.rows.push(row);
    else found.push({ kind: 'table', rows: [row] });
    return;
  }
  const [, item] = /^ *(?:[-*]|\d+\.) (.+)$/.exec(line) ?? [];
  if (item !== undefined) {
    if (last?.kind === 'list') last.items.push(item);
    else found.push({ kind: 'list', items: [item] });
  } else if (last?.kind === 'list') last.items.push(`${last.items.pop() ?? ''} ${line.trim()}`);
  else if (last?.kind === 'text' && last.text !== '') last.text += ` ${line.trim()}`;
  else found.push({ kind: 'text', text: line.trim() });
}

export interface Piece {
  kind: 'plain' | 'code' | 'strong' | 'link';
  text: string;
  href?: string;
}

/** A line in pieces: code, strong words and links apart. */
export function pieces(line: string): Piece[] {
  return line
    .split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/)
    .filter((part) => part !== '')
    .map((part): Piece => {
      if (part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
      if (part.startsWith('**')) return { kind: 'strong', text: part.slice(2, -2) };
      const [, text, href] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? [];
      return text === undefined || href === undefined ? { kind: 'plain', text: part } : { kind: 'link', text, href };
    });
}
