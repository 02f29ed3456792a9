import type { ReactNode } from 'react';
import { useMay } from '@/api/rights';

/** What stands here for those who are granted the act alone. */
export function Allowed({ to, children, otherwise = null }: { to: string; children: ReactNode; otherwise?: ReactNode }) {
  return useMay()(to) ? children : otherwise;
}
