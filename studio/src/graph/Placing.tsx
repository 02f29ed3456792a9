import { useReactFlow, useStore, ViewportPortal } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/design/Icon';
import type { Layout } from './layout';
import type { Graph } from './model';
import { nearest, nextSpot, same, spotsFor, spotsOf, type Place, type Spot } from './spots';

/** What is put somewhere in the graph. */
export interface Placing {
  /** What it is in words. */
  what: string;
  /** Path in the text of a step that is moved; undefined for a new one. */
  from: string | undefined;
  /** Whether a pointer holds it: it is put where the pointer lets go. */
  held: boolean;
}

/** How the steps of a graph are put elsewhere. */
export interface Arranging {
  /** Where the steps stand in the text, by id. */
  paths: ReadonlyMap<string, string>;
  placing: Placing | undefined;
  onPlace: (placing: Placing) => void;
  onPut: (place: Place) => void;
  onEnd: () => void;
  /** Asks what is to be added at a place. */
  onAdd: (place: Place) => void;
  /** Why a step cannot follow another, in a sentence; undefined where it can. Both by their paths in the graph. */
  notFollowed: (from: string, to: string) => string | undefined;
  onConnect: (from: string, to: string) => void;
}

interface Props {
  graph: Graph;
  layout: Layout;
  arranging: Arranging;
  placing: Placing;
}

/** How near the edge of the view a pointer moves what is seen, and by how much. */
const edge = 48;
const pace = 14;

/** The places at which what is held, or was chosen, can be put: by letting go, by a click, or by arrows and Enter. */
export function Spots({ graph, layout, arranging: { paths, onPut, onEnd }, placing }: Props) {
  const spots = useMemo(() => spotsFor(spotsOf(graph, layout, paths), placing.from), [graph, layout, paths, placing.from]);
  const [aimed, setAimed] = useState<Spot | undefined>(placing.held ? undefined : spots[0]);
  const seen = useSeen(spots, aimed);
  useHeld({ spots, held: placing.held, onAim: setAimed, onPut, onEnd });
  const { setCenter, getZoom } = useReactFlow();
  const aimedAt = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (placing.held) return;
    aimedAt.current?.focus({ preventScroll: true });
  }, [aimed, placing.held]);

  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onEnd();
      return;
    }
    const next = nextSpot(spots, aimed, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setAimed(next);
    if (!seen.view.has(next)) void setCenter(next.x + 120, next.y, { zoom: getZoom() });
  };
  return (
    <ViewportPortal>
      {/* The buttons inside are what is focused; their arrows are heard here. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="spots" onKeyDown={walk}>
        {seen.shown.map((spot) => (
          <button
            key={`${spot.list} ${spot.at}`}
            ref={same(spot, aimed) ? aimedAt : undefined}
            type="button"
            tabIndex={same(spot, aimed) ? 0 : -1}
            className={[spot.upright ? 'spot upright nopan' : 'spot nopan', same(spot, aimed) ? 'aimed' : ''].join(' ')}
            style={{ transform: `translate(${spot.x}px, ${spot.y}px)`, [spot.upright ? 'height' : 'width']: spot.length }}
            aria-label={`Put ${placing.what} ${spot.words}`}
            onClick={() => onPut(spot)}
          >
            {same(spot, aimed) ? <span aria-hidden="true">{spot.words}</span> : null}
          </button>
        ))}
      </div>
    </ViewportPortal>
  );
}

/** A plus on the trunk before, between and behind the steps. */
export function Pluses({ graph, layout, arranging: { paths, onAdd } }: Omit<Props, 'placing'>) {
  const spots = useMemo(() => spotsOf(graph, layout, paths).filter(({ list }) => list === 'spec.steps'), [graph, layout, paths]);
  const { shown } = useSeen(spots, undefined);
  return (
    <ViewportPortal>
      {shown.map((spot) => (
        <button key={spot.at} type="button" className="plus nopan" style={{ transform: `translate(28px, ${spot.y}px) translate(-50%, -50%)` }} aria-label={`Insert a step ${spot.words}`} onClick={() => onAdd(spot)}>
          <Icon name="add" size={12} />
        </button>
      ))}
    </ViewportPortal>
  );
}

/** Those in the view, and the one that is aimed at. */
function useSeen(spots: readonly Spot[], aimed: Spot | undefined): { shown: Spot[]; view: ReadonlySet<Spot> } {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  return useMemo(() => {
    const left = -x / zoom;
    const top = -y / zoom;
    const view = new Set(spots.filter((spot) => spot.x < left + width / zoom && spot.x + (spot.upright ? 0 : spot.length) > left && spot.y < top + height / zoom && spot.y + (spot.upright ? spot.length : 0) > top));
    return { shown: spots.filter((spot) => view.has(spot) || same(spot, aimed)), view };
  }, [spots, aimed, x, y, zoom, width, height]);
}

interface Held {
  spots: readonly Spot[];
  held: boolean;
  onAim: (spot: Spot | undefined) => void;
  onPut: (spot: Spot) => void;
  onEnd: () => void;
}

/** Follows the pointer that holds something; at the edge of the view, what is seen moves along. */
function useHeld({ spots, held, onAim, onPut, onEnd }: Held) {
  const { screenToFlowPosition, getViewport, setViewport } = useReactFlow();
  const box = useStore((state) => state.domNode);
  const aim = useCallback(
    (x: number, y: number) => {
      const view = box?.getBoundingClientRect();
      const inside = view !== undefined && x >= view.left && x <= view.right && y >= view.top && y <= view.bottom;
      return inside ? nearest(spots, screenToFlowPosition({ x, y })) : undefined;
    },
    [spots, box, screenToFlowPosition],
  );
  useEffect(() => {
    if (!held) return;
    let at: { x: number; y: number } | undefined;
    const move = ({ clientX, clientY }: PointerEvent) => {
      at = { x: clientX, y: clientY };
      onAim(aim(clientX, clientY));
    };
    const drop = ({ clientX, clientY }: PointerEvent) => {
      const spot = aim(clientX, clientY);
      if (spot === undefined) onEnd();
      else onPut(spot);
    };
    const scroll = window.setInterval(() => {
      const view = box?.getBoundingClientRect();
      if (view === undefined || at === undefined || aim(at.x, at.y) === undefined) return;
      const by = at.y < view.top + edge ? pace : at.y > view.bottom - edge ? -pace : 0;
      const across = at.x < view.left + edge ? pace : at.x > view.right - edge ? -pace : 0;
      if (by === 0 && across === 0) return;
      const { x, y, zoom } = getViewport();
      void setViewport({ x: x + across, y: y + by, zoom });
      onAim(aim(at.x, at.y));
    }, 16);
    const key = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onEnd();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', onEnd);
    window.addEventListener('keydown', key, { capture: true });
    return () => {
      window.clearInterval(scroll);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', onEnd);
      window.removeEventListener('keydown', key, { capture: true });
    };
  }, [held, aim, box, onAim, onPut, onEnd, getViewport, setViewport]);
}
