// Runs before the first paint, so that a kept theme does not flash. The rest is in src/design/theme.ts.
try {
  const kept = localStorage.getItem('auterity.theme');
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
} catch {
  // Storage is closed to us: the system's theme stays.
}
