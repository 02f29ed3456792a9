import type { Run } from '@/api/schema';
import { Icon } from '@/design/Icon';

/** A run that the server cannot read back: it is not over and does not go on. */
export function Stalled({ run: { stalled } }: { run: Pick<Run, 'stalled'> }) {
  if (stalled === undefined) return null;
  return (
    <p className="older" role="alert">
      <Icon name="degraded" />
      <b>Not carried on</b> <span>{stalled.message}</span> <code>{stalled.code}</code>
    </p>
  );
}
