import { afterAll, vi } from 'vitest';

/** Run before each file of tests. One process runs many, so what a file leaves goes here: modules, timers, globals, the page. */
vi.resetModules();
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  if (!('document' in globalThis)) return;
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
});
