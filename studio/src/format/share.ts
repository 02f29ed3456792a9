/** The share of the runs that are over which succeeded: `98.4 %`; absent where none is over. */
export function succeededShare({ succeeded, failed }: { succeeded: number; failed: number }): string | undefined {
  const over = succeeded + failed;
  if (over === 0) return undefined;
  // 99.96 % is not all of them.
  const tenths = failed === 0 ? 1000 : Math.min(999, Math.round((1000 * succeeded) / over));
  return tenths % 10 === 0 && tenths === 1000 ? '100 %' : `${(tenths / 10).toFixed(1)} %`;
}
