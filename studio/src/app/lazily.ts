import { lazyRouteComponent } from '@tanstack/react-router';
import { ApiFailure } from '@/api/failure';

/** A page that is fetched when it is opened first. One that does not come is a failure inside the shell, and the next visit tries again. */
export function lazily<T extends Record<string, unknown>, K extends keyof T & string>(importer: () => Promise<T>, name: K) {
  return lazyRouteComponent(() => importer().catch(missing), name);
}

/** Not the error of the import itself, at which the router would reload the whole page by itself. */
function missing(): never {
  throw new ApiFailure('This page did not come', 'A part of the console could not be fetched: the line broke off, or the server was replaced by another version since you opened it.', 'unavailable', 'platform', true, 0);
}
