/** One server-sent event: its name, `message` when it has none, and its data. */
export interface Sent {
  name: string;
  data: string;
}

/** Reads server-sent events from pieces of a text, however it is cut. */
export function sentEvents(): (piece: string) => Sent[] {
  let rest = '';
  return (piece) => {
    const parts = (rest + piece).split('\n\n');
    rest = parts.pop() ?? '';
    return parts.flatMap(read);
  };
}

function read(block: string): Sent[] {
  const of = (field: string) => block.split('\n').flatMap((line) => (line.startsWith(`${field}: `) ? [line.slice(field.length + 2)] : []));
  const data = of('data');
  return data.length === 0 ? [] : [{ name: of('event')[0] ?? 'message', data: data.join('\n') }];
}
