import { useState, type PointerEvent } from 'react';
import { count } from '@/format/text';
import { axisOf, barsOf, spanOf, type Volume } from './volume';

interface Props {
  volume: Volume | undefined;
  /** What is counted, and what of it failed, in words. */
  what: string;
  failed: string;
  endsNow: boolean;
  onSpan: (since: string, until: string) => void;
}

/** How many there were in each part of a time; dragging over it narrows the time. Absent while it is not known. */
export function Bars({ volume, what, failed, endsNow, onSpan }: Props) {
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  if (volume === undefined || volume.bins.length === 0) return <div className="volume-none" />;
  const width = volume.bins.length * 10 - 2;
  const place = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(volume.bins.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * volume.bins.length)));
  };
  const down = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: place(event), to: place(event) });
  };
  const up = () => {
    if (drag !== undefined && drag.from !== drag.to) onSpan(...spanOf(volume, drag.from, drag.to));
    setDrag(undefined);
  };
  return (
    <div>
      <svg
        viewBox={`0 0 ${width} 44`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${what}, in ${volume.bins.length} parts of the time shown; ${count(volume.bins.reduce((n, bin) => n + bin.failed, 0))} of them ${failed}`}
        onPointerDown={down}
        onPointerMove={(event) => drag !== undefined && setDrag({ ...drag, to: place(event) })}
        onPointerUp={up}
        onPointerCancel={() => setDrag(undefined)}
      >
        {drag === undefined ? null : <rect x={Math.min(drag.from, drag.to) * 10 - 1} y="0" width={(Math.abs(drag.to - drag.from) + 1) * 10} height="44" fill="var(--selected)" />}
        {barsOf(volume).map((bar) => (
          <rect key={`${bar.x} ${bar.fill}`} x={bar.x} y={bar.y} width="8" height={bar.height} fill={`var(--${bar.fill})`} />
        ))}
      </svg>
      <p className="ax">
        {axisOf(volume, endsNow).map((tick, place) => (
          <span key={place}>{tick}</span>
        ))}
      </p>
    </div>
  );
}
