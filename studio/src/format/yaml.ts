/** As wide as a list or map may be to stand in one line. */
const wide = 76;

/** A resource as one writes it: short lists and maps in a line, long ones line by line. */
export function yaml(resource: { kind: string; id: string; spec: unknown }): string {
  const { kind, id, spec } = resource;
  return [`kind: ${scalar(kind)}`, `id: ${scalar(id)}`, ...pair('spec', spec, 0, false)].join('\n') + '\n';
}

function block(value: object, depth: number): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => listed(item, depth));
  return Object.entries(value).flatMap(([key, item]) => pair(key, item, depth));
}

function pair(key: string, value: unknown, depth: number, inLine = true): string[] {
  const head = `${' '.repeat(depth)}${name(key)}:`;
  const short = flow(value);
  if (!isFilled(value) || (inLine && head.length + short.length < wide)) return [`${head} ${short}`];
  return [head, ...block(value, depth + 2)];
}

function listed(item: unknown, depth: number): string[] {
  const short = flow(item);
  if (!isFilled(item) || depth + short.length < wide) return [`${' '.repeat(depth)}- ${short}`];
  const [first = '', ...rest] = block(item, depth + 2);
  return [`${' '.repeat(depth)}- ${first.trimStart()}`, ...rest];
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([key, item]) => `${name(key)}: ${flow(item)}`).join(', ')}}`;
  return scalar(value);
}

function name(key: string): string {
  return plain(key) ? key : JSON.stringify(key);
}

function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return plain(value) ? value : JSON.stringify(value);
}

/** Whether a text means itself without quotes, in a line of its own as well as in a list. */
function plain(text: string): boolean {
  if (/^\d+(%|[a-z]+)$/.test(text)) return true;
  if (!/^[A-Za-z_/.][\w./%+@*-]*( [\w./%+@-]+)*$/.test(text)) return false;
  return !/^(true|false|null|~|\.(inf|nan))$/i.test(text) && !/^[.]?[\d.]/.test(text);
}
