import { useEffect, type ReactNode } from 'react';
import { Banner } from '@/live/Banner';
import { useConnection } from '@/live/useLine';

/** A room: the banner when the line is lost, then the page. */
export function Page({ title, fixed = false, children }: { title: string; fixed?: boolean; children: ReactNode }) {
  const { lostAt } = useConnection();
  useEffect(() => {
    document.title = `${title} · Auterity`;
  }, [title]);
  const classes = ['page', fixed ? 'fixed-height' : '', lostAt === undefined ? '' : 'stale'];
  return (
    <main id="main" tabIndex={-1} className={classes.filter(Boolean).join(' ')}>
      <Banner />
      {children}
    </main>
  );
}
