import { Handle, Position, type NodeProps } from '@xyflow/react';
import type { RunProvider } from '@/api/schema';
import { Icon, type IconName } from '@/design/Icon';
import { Bar, Tags } from '@/design/Marks';
import { StateIcon } from '@/design/State';
import { count, plural } from '@/format/text';
import type { LabelNode, StepNode, TrunkNode } from './flow';
import { heightOf, trunkWidth } from './measure';
import type { GraphNode } from './model';
import { finished, label, parts, stirring } from './progress';
import type { StationState } from './trunk';
import { undoWords, type Undo } from './undo';

/** A step: state, id and count; what it calls; how it goes. */
export function Step({ data: { node, chosen, onOpen }, isConnectable }: NodeProps<StepNode>) {
  const ahead = node.started === 0 && node.state === 'queued';
  const quiet = node.painted?.ran === false;
  return (
    <>
      <button type="button" data-path={node.path} className={ahead ? 'step ahead nopan' : 'step nopan'} style={{ height: heightOf(node) }} aria-pressed={chosen} onClick={() => onOpen(node.path)}>
        <span className="h">
          <Sign node={node} bare={ahead} />
          <b>
            {node.id}
            <Round node={node} />
          </b>
          <Undone node={node} />
          {ahead ? <span className="soft">queued</span> : quiet ? null : <span>{count(node.done)}</span>}
          <Flaws node={node} />
        </span>
        <code>{node.code}</code>
        {node.note === '' && stirring(node).length === 0 ? null : (
          <span className="m">
            <span title={node.note}>{node.note}</span>
            <Stirring node={node} />
          </span>
        )}
        {ahead || quiet ? null : <Lower node={node} />}
      </button>
      {node.via.length === 0 ? null : <Via providers={node.via} route={node.id} />}
      {node.undo === undefined ? null : <UndoRoad undo={node.undo} of={node.id} onOpen={onOpen} />}
      <Ports open={isConnectable} top={heightOf(node) / 2} />
    </>
  );
}

/** Where edges come in and go out; open to pointers where steps can be joined. */
function Ports({ open, top }: { open: boolean; top?: number }) {
  const place = { className: open ? 'port' : 'port shut', isConnectable: open, ...(top === undefined ? {} : { style: { top } }) };
  return (
    <>
      <Handle type="target" position={Position.Left} {...place} />
      <Handle type="source" position={Position.Right} {...place} />
    </>
  );
}

/** What becomes of a step in a run; without a run what kind of step it is. */
function Sign({ node, bare = false }: { node: GraphNode; bare?: boolean }) {
  if (node.painted === undefined) return <StateIcon of={node.state} bare={bare} />;
  return (
    <span className="si soft" title={node.type}>
      <Icon name={signs[node.type]} />
    </span>
  );
}

const signs = { call: 'right', each: 'copy', loop: 'again', parallel: 'branch', try: 'check', run: 'play', script: 'transform', stop: 'stop', branch: 'branch', transform: 'transform', wait: 'waiting', await: 'waiting', ask: 'person' } as const satisfies Record<GraphNode['type'], IconName>;

/** How many problems the text of a step has. */
function Flaws({ node: { flaws } }: { node: GraphNode }) {
  if (flaws === undefined) return null;
  return (
    <span className="flaws" title={plural(flaws, 'problem')}>
      <StateIcon of="failed" bare />
      <span className="sr">{plural(flaws, 'problem')}</span>
    </span>
  );
}

/** The lower edge: how far a step is; without a run its share of a run's time. */
function Lower({ node }: { node: GraphNode }) {
  if (node.painted === undefined) return <Bar parts={parts(node)} label={label(node)} />;
  const { share } = node.painted;
  return <Bar parts={[{ kind: 'done', percent: share }]} label={`${Math.round(share)} % of a run’s time`} />;
}

/** What of a step is not simply done: in red what failed, then what waits and runs. */
function Stirring({ node }: { node: GraphNode }) {
  const words = stirring(node);
  return (
    <span className="stirring" title={words.map(({ text }) => text).join(', ')}>
      {words.map(({ state, text }, at) => (
        <span key={state}>
          {at === 0 ? '' : ', '}
          <span className={state === 'failed' ? 'bad' : undefined}>{text}</span>
        </span>
      ))}
    </span>
  );
}

function Via({ providers, route }: { providers: RunProvider[]; route: string }) {
  return (
    <ul className="via" aria-label={`Providers of ${route}`}>
      {providers.map((provider) => (
        <li key={provider.id} className={provider.attempts === 0 ? 'soft' : undefined}>
          <span>
            {provider.id}
            <Tags marks={provider.marks} />
          </span>
          <span>
            {count(provider.attempts)} {provider.failed === 0 ? null : <span className="bad">{count(provider.failed)} failed</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** In which round a step that was done again is, beside its name. */
function Round({ node: { round } }: { node: GraphNode }) {
  if (round === 0) return null;
  return (
    <small className="round" title={`Round ${round}: done again ${round === 1 ? 'once' : plural(round, 'time')}`}>
      <Icon name="again" size={12} />
      <span className="sr"> round </span>
      {round}
    </small>
  );
}

/** That a step was undone. */
function Undone({ node: { undo } }: { node: GraphNode }) {
  return undo === undefined ? null : <small className={undo.state === 'failed' ? 'bad' : 'soft'}>{undoWords(undo)}</small>;
}

/** What took the effect of a step back, below it. */
function UndoRoad({ undo, of, onOpen }: { undo: Undo; of: string; onOpen: (path: string) => void }) {
  return (
    <ol className="via undo" aria-label={`Undo of ${of}`}>
      {undo.steps.map(({ id, path, state }) => (
        <li key={path}>
          <button type="button" className="nopan" onClick={() => onOpen(path)}>
            <Icon name="undo" size={12} />
            {id}
          </button>
          <span className={state === 'failed' ? 'bad' : undefined}>{state}</span>
        </li>
      ))}
    </ol>
  );
}

/** A container with a head of its own: its limit, what is to start, how far it is. */
export function Frame({ data: { node, onOpen }, isConnectable }: NodeProps<StepNode>) {
  const ahead = node.started === 0 && node.state === 'queued';
  const left = Math.max(0, node.total - node.started);
  return (
    <div className={ahead ? 'frame ahead' : 'frame'}>
      <header>
        <button type="button" data-path={node.path} className="nopan" onClick={() => onOpen(node.path)}>
          <Sign node={node} />
          <b>
            {node.id}
            <Round node={node} />
          </b>
        </button>
        <Undone node={node} />
        <small className="soft" title={node.note}>
          {node.note}
        </small>
        <span className="grow" />
        <small className="soft">
          <Stirring node={{ ...node, running: 0 }} />
        </small>
        {left === 0 || ahead || node.painted !== undefined ? null : <small className="soft">{count(left)} to start</small>}
        <Flaws node={node} />
        {node.painted?.ran === false ? null : (
          <Counted node={node} />
        )}
        {node.painted !== undefined || finished(node) ? null : <Bar parts={parts(node)} label={label(node)} />}
      </header>
      {node.undo === undefined ? null : <UndoRoad undo={node.undo} of={node.id} onOpen={onOpen} />}
      <Ports open={isConnectable} />
    </div>
  );
}

/** Its items, those done of all; of a loop its rounds. */
function Counted({ node: { done, total, rounds } }: { node: GraphNode }) {
  const behind = rounds === undefined ? `/${count(total)}` : rounds === 1 ? ' round' : ' rounds';
  return (
    <span>
      {count(rounds ?? done)}
      <span className="soft">{behind}</span>
    </span>
  );
}

/** A branch on the trunk has no frame: its head and its arms stand free. */
export function Group() {
  return null;
}

/** The road on the left, dark as far as it was travelled. */
export function Trunk({ data: { starts, ys, states, to, height } }: NodeProps<TrunkNode>) {
  const x = 28;
  const [first, last] = [ys[0] ?? 0, ys.at(-1) ?? 0];
  return (
    <svg className="trunk-line" width={trunkWidth} height={height} aria-hidden="true" fill="none">
      <path d={`M${x} ${to}V${last}`} stroke="var(--road-ahead)" strokeWidth="2" />
      <path d={`M${x} ${starts[0] ?? first}V${to}`} stroke="var(--road)" strokeWidth="2" />
      {starts.map((y) => (
        <circle key={y} cx={x} cy={y} r="3.5" fill="var(--surface-sunk)" stroke="var(--road)" strokeWidth="2" />
      ))}
      {ys.slice(1, -1).map((y, at) => (
        <path key={y} d={`M${x + 6} ${y}H52`} stroke={states[at + 1] === 'ahead' ? 'var(--road-ahead)' : 'var(--line-control)'} strokeWidth="1.5" strokeDasharray={states[at + 1] === 'ahead' ? '3 3' : undefined} />
      ))}
      {ys.map((y, at) => (
        <Station key={y} x={x} y={y} state={states[at] ?? 'ahead'} />
      ))}
    </svg>
  );
}

const rings: Partial<Record<StationState, string>> = { here: 'var(--accent)', held: 'var(--mark-wait)' };

function Station({ x, y, state }: { x: number; y: number; state: StationState }) {
  if (state === 'passed') return <circle cx={x} cy={y} r="4.5" fill="var(--road)" />;
  if (state === 'stopped') return <circle cx={x} cy={y} r="5.5" fill="var(--mark-fail)" />;
  const ring = rings[state];
  return <circle cx={x} cy={y} r={ring === undefined ? 4.5 : 5.5} fill="var(--surface-sunk)" stroke={ring ?? 'var(--road-ahead)'} strokeWidth={ring === undefined ? 2 : 2.5} />;
}

/** What stands beside the trunk and is no step: what starts it, what goes in, what comes out. */
export function Label({ data: { title, note, soft, wrong = false, onOpen } }: NodeProps<LabelNode>) {
  const words = (
    <>
      <b className={soft ? 'soft' : undefined}>{title}</b> <small>{note}</small>
      {wrong ? <StateIcon of="failed" bare /> : null}
    </>
  );
  return onOpen === undefined ? (
    <div className="trunk-label">{words}</div>
  ) : (
    <button type="button" className="trunk-label nopan" onClick={onOpen}>
      {words}
    </button>
  );
}
