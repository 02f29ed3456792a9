import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '@/api/rights';
import type { Search } from '@/table/query';

/** A figure that leads to the calls it was counted from; plain where there are no filters for them, or no right to see them. */
export function CallsLink({ of, label, children }: { of: Search | undefined; label: string; children: ReactNode }) {
  const may = useMay();
  if (of === undefined || !may('control:decision.read')) return children;
  return (
    <Link className="calls" to="/decisions" search={of} title={label} aria-label={label}>
      {children}
    </Link>
  );
}
