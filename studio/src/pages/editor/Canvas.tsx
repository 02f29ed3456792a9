import { useCallback, useMemo } from 'react';
import type { CheckedWorkflow } from '@/api/schema';
import { useMedia } from '@/design/media';
import { GraphLater, GraphView } from '@/graph/GraphView';
import { flat } from '@/graph/model';
import { Outline } from '@/graph/Outline';
import type { Arranging } from '@/graph/Placing';
import { painted } from '@/graph/painted';
import { flawed, idOf, stepPaths } from './flawed';
import { startsOf } from './starts';
import { isObject, valueAt } from './values';

interface Props {
  id: string;
  drawn: CheckedWorkflow | undefined;
  problems: CheckedWorkflow['problems'];
  step: string | undefined;
  arranging: Arranging;
  onStep: (step: string) => void;
  /** Opens the form of the workflow itself: input, triggers, output. */
  onEnds: () => void;
}

/** The steps of the text as a graph; on a narrow page as a list. */
export function Canvas({ id, drawn, problems, step, arranging, onStep, onEnds }: Props) {
  const narrow = useMedia('(max-width: 930px)');
  const steps = drawn?.steps;
  const graph = useMemo(() => (drawn === undefined ? undefined : flawed(painted({ id, version: 0, input: {}, steps: drawn.steps }, undefined), problems, stepPaths(drawn))), [id, drawn, problems]);
  const ends = useMemo(() => ({ starts: startsOf(drawn, problems, onEnds), input: inputNote(drawn), output: outputNote(drawn), arrived: true, onOpen: onEnds }), [drawn, problems, onEnds]);
  const open = useCallback((path: string) => onStep(idOf(path)), [onStep]);
  if (graph === undefined) return <GraphLater />;
  if (steps?.length === 0) return <p className="none soft">No step can be read: add one with A, or write the YAML.</p>;
  const chosen = step === undefined ? undefined : flat(graph).find((node) => node.id === step)?.path;
  return narrow ? <Outline graph={graph} ends={ends} onOpen={open} arranging={arranging} /> : <GraphView graph={graph} ends={ends} open={chosen} onOpen={open} arranging={arranging} />;
}

function inputNote(drawn: CheckedWorkflow | undefined): string {
  const input = valueAt(drawn?.value, 'spec.input');
  const properties = isObject(input) && isObject(input.properties) ? input.properties : input;
  return isObject(properties) ? Object.keys(properties).join(', ') : '';
}

function outputNote(drawn: CheckedWorkflow | undefined): string {
  const output = valueAt(drawn?.value, 'spec.output');
  return typeof output === 'string' ? output.replace(/^\$\{(.*)\}$/, '$1') : isObject(output) ? Object.keys(output).join(', ') : '';
}
