/** The contrast sums of WCAG 2.2 over the declarations of a tokens file. */
export type Theme = 'light' | 'dark';

/** Every custom property of the first level of `:root`, by name, as written. */
export function declarations(css: string): Map<string, string> {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return new Map([...plain.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', (m[2] ?? '').trim()]));
}

/** What a token resolves to in a theme, as `#rrggbb`. */
export function resolve(tokens: Map<string, string>, name: string, theme: Theme): string {
  let value = tokens.get(name);
  for (let depth = 0; value !== undefined && depth < 8; depth++) {
    if (/^#[0-9a-f]{6}$/i.test(value)) return value;
    const pair = /^light-dark\((.+),\s*([^,]+)\)$/.exec(value);
    const chosen = (pair === null ? value : theme === 'light' ? pair[1] : pair[2]) ?? '';
    const reference = /^var\((--[\w-]+)\)$/.exec(chosen.trim())?.[1];
    value = reference === undefined ? chosen.trim() : tokens.get(reference);
  }
  throw new Error(`${name} is no colour in the ${theme} theme`);
}

/** The contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
