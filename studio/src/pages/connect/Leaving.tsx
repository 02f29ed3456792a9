import { useCallback, useEffect, useState } from 'react';
import { onKey } from '@/design/keys';
import { Overlay } from '@/design/Overlay';

/** Esc leaves the way to a provider; where something was typed it asks first, since it is kept nowhere. */
export function Leaving({ typed, onLeave }: { typed: boolean; onLeave: () => void }) {
  const [asking, setAsking] = useState(false);
  const stay = useCallback(() => setAsking(false), []);
  useEffect(() => onKey('Escape', typed ? () => setAsking(true) : onLeave), [typed, onLeave]);
  return asking ? <LeaveQuestion onStay={stay} onLeave={onLeave} /> : null;
}

/** Asks whether what was typed may be gone. */
export function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Overlay label="Leave without saving?" onClose={onStay}>
      <div className="ask">
        <h2>Leave without saving?</h2>
        <p>What you typed is in this page alone, and gone when you leave it.</p>
        <div className="acts">
          <button type="button" className="btn" onClick={onStay}>
            Stay
          </button>
          <button type="button" className="btn danger" onClick={onLeave}>
            Leave
          </button>
        </div>
      </div>
    </Overlay>
  );
}
