import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { Banner } from '@/live/Banner';
import { useConnection } from '@/live/useLine';
import { arrivals } from './arrivals';

const arrive = arrivals();

/** A room: the banner when the line is lost, then the page. */
export function Page({ title, fixed = false, children }: { title: string; fixed?: boolean; children: ReactNode }) {
  const { lostAt } = useConnection();
  useEffect(() => {
    document.title = `${title} · Auterity`;
  }, [title]);
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    if (main.current !== null) arrive(path, main.current);
  }, [path]);
  const classes = ['page', fixed ? 'fixed-height' : '', lostAt === undefined ? '' : 'stale'];
  return (
    <main id="main" ref={main} tabIndex={-1} className={classes.filter(Boolean).join(' ')}>
      <Banner />
      {children}
    </main>
  );
}

/** The head of a room: its name, how its things stand in words, and what can be done there. */
export function Top({ name, tally, children }: { name: string; tally?: ReactNode; children?: ReactNode }) {
  return (
    <header className="top">
      <h1>{name}</h1>
      {tally === undefined || tally === '' ? null : <span className="soft tally">{tally}</span>}
      {children === undefined ? null : (
        <>
          <span className="grow" />
          {children}
        </>
      )}
    </header>
  );
}
