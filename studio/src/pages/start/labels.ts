/** `source=manual, team=a` as labels; what is no label as a text that says so. */
export function labelsOf(typed: string): Record<string, string> | string {
  const found: Record<string, string> = {};
  for (const pair of typed.split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || name === '' || value === '') return `“${pair.trim()}” is no label. Write name=value, a comma between two.`;
    found[name] = value;
  }
  return found;
}

export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
