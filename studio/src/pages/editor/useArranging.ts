import { useCallback, useMemo, useState } from 'react';
import type { WorkflowEdit } from '@/api/schema';
import type { Arranging, Placing } from '@/graph/Placing';
import { memberOf, type Place } from '@/graph/spots';
import { idOf } from './flawed';
import type { StepKind } from './kinds';
import { isObject, valueAt } from './values';

/** A step that can be added: its type, and what it calls. */
export interface Offer {
  kind: StepKind;
  capability: string | undefined;
}

interface Acts {
  paths: ReadonlyMap<string, string>;
  /** The text as a value. */
  value: unknown;
  onEdit: (edit: WorkflowEdit, then?: string) => void;
  onAdd: (offer: Offer, place: Place) => void;
  /** Asks what is to be added at a place. */
  onAsk: (place: Place) => void;
}

interface Held extends Placing {
  offer?: Offer;
}

/** Puts steps elsewhere and new ones where they belong: dragged with a pointer, or chosen by keys. */
export function useArranging({ paths, value, onEdit, onAdd, onAsk }: Acts): { arranging: Arranging; place: (held: Held) => void } {
  const [held, setHeld] = useState<Held>();
  const onEnd = useCallback(() => setHeld(undefined), []);
  const arranging = useMemo(
    (): Arranging => ({
      paths,
      placing: held,
      onPlace: setHeld,
      onEnd,
      onAdd: onAsk,
      onPut: (place) => {
        setHeld(undefined);
        if (held?.offer !== undefined) onAdd(held.offer, place);
        else if (held !== undefined) onEdit({ edit: 'move', step: held.what, in: place.list, at: place.at }, held.what);
      },
      mayFollow: (from, to) => followed(paths, value, idOf(from), idOf(to)) !== undefined,
      onConnect: (from, to) => {
        const after = followed(paths, value, idOf(from), idOf(to));
        if (after !== undefined) onEdit({ edit: 'set', step: idOf(to), path: 'after', value: after });
      },
    }),
    [paths, value, held, onEnd, onAsk, onAdd, onEdit],
  );
  return { arranging, place: setHeld };
}

/** What a step follows once it follows one more; undefined where it cannot, or does so already. */
export function followed(paths: ReadonlyMap<string, string>, value: unknown, from: string, to: string): string[] | undefined {
  const [list, at] = memberOf(paths.get(to));
  if (from === to || list === undefined || memberOf(paths.get(from))[0] !== list) return undefined;
  const step = valueAt(value, `${list}[${at}]`);
  const above = valueAt(value, `${list}[${at - 1}].id`);
  const known = isObject(step) && step.after !== undefined ? [step.after].flat() : [above];
  const after = known.filter((one): one is string => typeof one === 'string');
  return after.includes(from) ? undefined : [...after, from];
}
