import type { ReactNode } from 'react';
import { Icon } from '@/design/Icon';
import { StateIcon } from '@/design/State';
import { count, plural } from '@/format/text';
import type { Ends } from './flow';
import type { Graph, GraphNode } from './model';
import { stirring } from './progress';
import { placesOf, spotsFor } from './spots';
import type { Arranging, Placing } from './Placing';
import { stationStates } from './trunk';
import { undoWords, type Undo } from './undo';

/** What a step opens; nothing where it is only shown. */
type Open = ((path: string) => void) | undefined;

/** The graph on a narrow page: the road with a row per step. */
export function Outline({ graph, ends, onOpen, arranging }: { graph: Graph; ends: Ends; onOpen?: Open; arranging?: Arranging | undefined }) {
  if (arranging?.placing !== undefined) return <Places arranging={arranging} placing={arranging.placing} />;
  return <Steps graph={graph} ends={ends} onOpen={onOpen} />;
}

/** Where a step can be put, as a list. */
function Places({ arranging: { paths, onPut, onEnd }, placing }: { arranging: Arranging; placing: Placing }) {
  return (
    <section className="steps-outline places" aria-label={`Where to put ${placing.what}`}>
      <p>
        Where to put <b>{placing.what}</b>
      </p>
      <ol>
        {spotsFor(placesOf(paths), placing.from).map((place) => (
          <li key={`${place.list} ${place.at}`} style={{ paddingLeft: 16 * (place.list.split('.steps').length - 2) }}>
            <button type="button" onClick={() => onPut(place)}>
              {place.words}
            </button>
          </li>
        ))}
      </ol>
      <button type="button" className="btn" onClick={onEnd}>
        Leave it
      </button>
    </section>
  );
}

function Steps({ graph, ends, onOpen }: { graph: Graph; ends: Ends; onOpen: Open }) {
  const states = stationStates(graph, ends.arrived);
  const cls = (at: number) => ({ passed: '', here: 'here', held: 'here held', stopped: 'stopped', ahead: 'ahead' })[states[at] ?? 'ahead'];
  return (
    <section className="steps-outline" aria-label="Steps">
      <ol className="road-short">
        {ends.starts?.map(({ id, kind, note, onOpen }) => (
          <End key={`start ${id}`} word={kind} note={note} className="" onOpen={onOpen} />
        ))}
        <End word="input" note={ends.input} className="" />
        {graph.nodes.flatMap((node, at) => [
          <Row key={node.path} node={node} className={cls(at + 1)} onOpen={onOpen} />,
          <UndoRows key={`${node.path} undo`} undo={node.undo} onOpen={onOpen} />,
          ...inner(node).flatMap((child) => [
            <Row key={`${child.path} in`} node={child} className={`inner ${node.state === 'running' ? 'alive' : ''} ${states[at + 1] === 'ahead' ? 'ahead' : ''} ${states[at + 1] === 'stopped' ? 'past' : ''}`} onOpen={onOpen} />,
            <UndoRows key={`${child.path} undo`} undo={child.undo} onOpen={onOpen} />,
          ]),
        ])}
        <End word="output" note={ends.output} className={cls(states.length - 1)} />
      </ol>
    </section>
  );
}

function inner(node: GraphNode): GraphNode[] {
  return (node.inside?.nodes ?? []).filter((child) => child.path !== node.path).flatMap((child) => [child, ...inner(child)]);
}

function Row({ node, className, onOpen }: { node: GraphNode; className: string; onOpen: Open }) {
  return (
    <li className={className}>
      <span className="ln" />
      <span className="s">
        <Opener of={node.path} onOpen={onOpen}>
          <b>{node.id}</b>
          {node.painted === undefined ? <StateIcon of={node.state} bare={figure(node) === 'queued'} /> : null}
          {node.flaws === undefined ? null : <StateIcon of="failed" bare />}
          <span>{figure(node)}</span>
        </Opener>
      </span>
    </li>
  );
}

/** What took the effect of a step back, below it. */
function UndoRows({ undo, onOpen }: { undo: Undo | undefined; onOpen: Open }) {
  return undo?.steps.map(({ id, path, state }) => (
    <li key={path} className="inner undone">
      <span className="ln" />
      <span className="s">
        <Opener of={path} onOpen={onOpen}>
          <Icon name="undo" size={14} />
          <b>{id}</b>
          <span className={state === 'failed' ? 'bad' : undefined}>{state}</span>
        </Opener>
      </span>
    </li>
  ));
}

function Opener({ of, onOpen, children }: { of: string; onOpen: Open; children: ReactNode }) {
  if (onOpen === undefined) return <div>{children}</div>;
  return (
    <button type="button" onClick={() => onOpen(of)}>
      {children}
    </button>
  );
}

function figure(node: GraphNode): string {
  if (node.flaws !== undefined) return plural(node.flaws, 'problem');
  if (node.painted !== undefined) return [node.painted.ran ? (node.kind === 'frame' ? count(node.total) : node.note) : '', ...stirring(node).map(({ text }) => text)].filter(Boolean).join(', ');
  if (node.started === 0 && node.state === 'queued') return 'queued';
  const rest = stirring(node.kind === 'frame' ? { ...node, running: 0 } : node).map(({ text }) => text);
  return [...again(node), done(node), ...rest].join(', ');
}

function done({ kind, done, total, rounds }: GraphNode): string {
  if (rounds !== undefined) return plural(rounds, 'round');
  return kind === 'frame' ? `${count(done)}/${count(total)}` : `${count(done)} done`;
}

/** In which round it was done, and whether it was undone. */
function again({ round, undo }: GraphNode): string[] {
  return [...(round === 0 ? [] : [`round ${round}`]), ...(undo === undefined ? [] : [undoWords(undo)])];
}

function End({ word, note, className, onOpen }: { word: string; note: string; className: string; onOpen?: (() => void) | undefined }) {
  const words = (
    <>
      <b>{word}</b>
      <span>{note}</span>
    </>
  );
  return (
    <li className={className}>
      <span className="ln" />
      <span className="s">
        {onOpen === undefined ? (
          <div>{words}</div>
        ) : (
          <button type="button" onClick={onOpen}>
            {words}
          </button>
        )}
      </span>
    </li>
  );
}
