import { Link } from '@tanstack/react-router';
import { useState, type PointerEvent } from 'react';
import type { RunCounts } from '@/api/schema';
import { count } from '@/format/text';
import { without, type Search } from '@/table/query';
import { states } from './keys';
import { axisOf, barsOf, spanOf } from './volume';

/** A figure per state, each a filter. */
export function Counts({ counts, search }: { counts: RunCounts | undefined; search: Search }) {
  const plain = without(search, 'state', 'cursor');
  return (
    <div className="counts">
      <Figure figure={counts?.total} word="all" search={plain} on={false} />
      {states.map((state) => (
        <Figure key={state} figure={counts?.byState[state]} word={state} search={{ ...plain, state }} on={search.state === state} />
      ))}
    </div>
  );
}

function Figure({ figure, word, search, on }: { figure: number | undefined; word: string; search: Search; on: boolean }) {
  return (
    <Link to="/runs" search={search} className={on ? 'on' : ''}>
      <b className={figure === 0 ? 'zero' : undefined}>{figure === undefined ? '–' : count(figure)}</b>
      <small>{word}</small>
    </Link>
  );
}

/** Runs started per bin; dragging over it narrows the time. Absent while it is not known. */
export function Bars({ counts, endsNow, onSpan }: { counts: RunCounts | undefined; endsNow: boolean; onSpan: (since: string, until: string) => void }) {
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  if (counts === undefined || counts.bins.length === 0) return <div className="volume-none" />;
  const width = counts.bins.length * 10 - 2;
  const place = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(counts.bins.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * counts.bins.length)));
  };
  const down = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: place(event), to: place(event) });
  };
  const up = () => {
    if (drag !== undefined && drag.from !== drag.to) onSpan(...spanOf(counts, drag.from, drag.to));
    setDrag(undefined);
  };
  return (
    <div>
      <svg
        viewBox={`0 0 ${width} 44`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Runs started, in ${counts.bins.length} parts of the time shown; ${count(counts.bins.reduce((n, bin) => n + bin.failed, 0))} of them failed`}
        onPointerDown={down}
        onPointerMove={(event) => drag !== undefined && setDrag({ ...drag, to: place(event) })}
        onPointerUp={up}
        onPointerCancel={() => setDrag(undefined)}
      >
        {drag === undefined ? null : <rect x={Math.min(drag.from, drag.to) * 10 - 1} y="0" width={(Math.abs(drag.to - drag.from) + 1) * 10} height="44" fill="var(--selected)" />}
        {barsOf(counts).map((bar) => (
          <rect key={`${bar.x} ${bar.fill}`} x={bar.x} y={bar.y} width="8" height={bar.height} fill={`var(--${bar.fill})`} />
        ))}
      </svg>
      <p className="ax">
        {axisOf(counts, endsNow).map((tick, place) => (
          <span key={place}>{tick}</span>
        ))}
      </p>
    </div>
  );
}
