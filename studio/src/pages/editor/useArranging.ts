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
      notFollowed: (from, to) => notFollowed(paths, value, idOf(from), idOf(to)),
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
  const { before = [] } = siblings(paths, value, to).get(to) ?? {};
  return notFollowed(paths, value, from, to) === undefined ? [...before, from] : undefined;
}

/** Why a step cannot follow another, in a sentence; undefined where it can. */
export function notFollowed(paths: ReadonlyMap<string, string>, value: unknown, from: string, to: string): string | undefined {
  const all = siblings(paths, value, to);
  if (from === to) return `${to} cannot follow itself. To repeat steps, put them into a loop.`;
  if (!all.has(from) || !all.has(to)) return `${to} and ${from} stand in different lists: a step follows steps of its own list.`;
  if (all.get(to)?.before.includes(from) === true) return `${to} follows ${from} already.`;
  return comesAfter(all, from, to) ? `${from} cannot lead back to ${to}, which comes before it. To repeat steps, put them into a loop.` : undefined;
}

type Siblings = ReadonlyMap<string, { before: readonly string[] }>;

/** The steps of the list that a step stands in, each with those that it follows: by itself the one above it. */
function siblings(paths: ReadonlyMap<string, string>, value: unknown, of: string): Siblings {
  const [list] = memberOf(paths.get(of));
  const steps = list === undefined ? undefined : valueAt(value, list);
  const found = new Map<string, { before: readonly string[] }>();
  let above: string[] = [];
  for (const step of Array.isArray(steps) ? (steps as unknown[]) : []) {
    if (!isObject(step) || typeof step.id !== 'string') continue;
    const before = step.after === undefined ? above : [step.after].flat().filter((one): one is string => typeof one === 'string');
    found.set(step.id, { before });
    above = [step.id];
  }
  return found;
}

/** Whether a step comes after another, by whatever way. */
function comesAfter(all: Siblings, step: string, other: string): boolean {
  const seen = new Set<string>();
  const open = [step];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === other) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    open.push(...(all.get(one)?.before ?? []));
  }
  return false;
}
