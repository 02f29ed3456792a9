import type { Run } from './schema';
import { isOver } from './state';

/**
 * The newer of what is known of a run and what is told: an answer may be on its way while the live stream tells more.
 * A run that is over stays over, whatever its number. One that cannot be read back has no number of its own.
 */
export function newer(known: Run | undefined, told: Run): Run {
  if (known === undefined || isOver(told.state) || told.stalled !== undefined) return told;
  return isOver(known.state) || told.seq < known.seq ? known : told;
}
