import type { ReactNode } from 'react';
import { names, stations, type Station } from './stations';

interface Props {
  here: Station;
  /** What stands behind the name of each. */
  sums: Readonly<Record<Station, ReactNode>>;
  /** What leads back to one that is done. */
  acts?: Partial<Record<Station, ReactNode>>;
  children: ReactNode;
}

/** The way to a provider as one vertical road: what is done is a line, the open station has its form, the rest is ahead. */
export function Stations({ here, sums, acts = {}, children }: Props) {
  const at = stations.indexOf(here);
  return (
    <div className="journey">
      {stations.map((station, place) => (
        <section key={station} className={`stn ${place < at ? 'done' : place === at ? 'here' : 'ahead'}${place === stations.length - 1 ? ' last' : ''}`} {...(place === at ? { 'aria-current': 'step' as const } : {})}>
          <div className="ln" aria-hidden="true" />
          <div className="hd">
            <h2 {...(place === at ? { tabIndex: -1, id: 'station' } : {})}>{names[station]}</h2>
            <span className="sum">{sums[station]}</span>
            {place < at ? acts[station] : null}
          </div>
          {place === at ? <div className="bd">{children}</div> : null}
        </section>
      ))}
    </div>
  );
}
