/** A list price as people compare it: `0.15 / 1M`, `0.002` for one. */
export function price({ amount, per }: { amount: string; per: number }): string {
  if (per === 1) return amount;
  if (per % 1_000_000 === 0) return `${amount} / ${per / 1_000_000}M`;
  return per % 1_000 === 0 ? `${amount} / ${per / 1_000}K` : `${amount} / ${per}`;
}

/** `cached_input_tokens` is `cached input tokens`. */
export function unitWords(unit: string): string {
  return unit.replaceAll('_', ' ');
}
