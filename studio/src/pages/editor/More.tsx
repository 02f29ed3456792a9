import { useState, type ReactNode } from 'react';

/** What a form does not show first. It is open where something in it is wrong, and names what is set in it. */
export function More({ set, wrong, children }: { set: readonly string[]; wrong: boolean; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="more" open={opened || wrong} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>
        More{set.length === 0 ? '' : `: ${set.join(', ')} set`}
      </summary>
      <div className="fields">{children}</div>
    </details>
  );
}
