/** Light or dark, kept in the browser. Without a choice the system decides. */
const key = 'auterity.theme';
const root = document.documentElement;

export function switchTheme(): void {
  const next = isDark() ? 'light' : 'dark';
  root.dataset.theme = next;
  try {
    localStorage.setItem(key, next);
  } catch {
    // Storage is closed to us: the choice lasts as long as the page.
  }
}

export function isDark(): boolean {
  const chosen = root.dataset.theme;
  if (chosen !== undefined) return chosen === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
