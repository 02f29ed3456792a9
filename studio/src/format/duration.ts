/** A length of time as a person reads it, from milliseconds: `3.1 µs`, `0.2 ms`, `33.9 ms`, `20.6 s`, `1 min 35 s`, `3 h 11 min`. */
export function duration(ms: number): string {
  if (ms < 0.09995) return `${(ms * 1000).toFixed(1)} µs`;
  if (ms < 999.5) return `${ms.toFixed(1)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  return long(Math.round(ms / 1000));
}

/** What a stage of the road cost: `0.4 µs`, `166 µs`, `40.4 ms`. */
export function cost(ms: number): string {
  return ms >= 0.09995 && ms < 0.9995 ? `${Math.round(ms * 1000)} µs` : duration(ms);
}

/** A latency for a narrow column: whole milliseconds from ten on, one digit below. */
export function latency(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 9_950) return `${Math.round(ms)} ms`;
  return duration(ms);
}

function long(seconds: number): string {
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`;
}
