/** Gives the focus to each page that is reached from another one, so that the keyboard goes on there. The first page of a visit is left alone. */
export function arrivals(): (path: string, main: HTMLElement) => void {
  let last: { path: string; main: HTMLElement } | undefined;
  return (path, main) => {
    const moved = last !== undefined && (last.path !== path || last.main !== main);
    last = { path, main };
    if (moved) main.focus({ preventScroll: true });
  };
}
