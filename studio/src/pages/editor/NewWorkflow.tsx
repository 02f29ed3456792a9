import { useCallback, useEffect, useState } from 'react';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { BeginWorkflow } from '../templates/BeginWorkflow';

/** Begins a workflow under an id of one's own. `N` does too. */
export function NewWorkflow({ taken }: { taken: readonly string[] }) {
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  useEffect(() => onKey('n', () => setAsking(true)), []);
  return (
    <>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        <Icon name="add" size={14} />
        New workflow <kbd>N</kbd>
      </button>
      {asking ? <BeginWorkflow taken={taken} onClose={close} /> : null}
    </>
  );
}
