import { ConnectionMode, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type EdgeTypes, type NodeTypes } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Late, Sk } from '@/design/Place';
import { arrange } from './elk';
import { Flow } from './FlowEdge';
import { exceeds, fit, flowOf, neighbour, opening, type Ends } from './flow';
import { gripped } from './grip';
import { Joining, refusal } from './Joining';
import { boxes, type Layout } from './layout';
import type { Graph } from './model';
import { Frame, Group, Label, Step, Trunk } from './nodes';
import { Outline } from './Outline';
import { Pluses, Spots, type Arranging } from './Placing';
import { below, type Start } from './starts';
import { useLayout } from './useLayout';

const nodeTypes: NodeTypes = { step: Step, frame: Frame, group: Group, trunk: Trunk, label: Label };
const edgeTypes: EdgeTypes = { flow: Flow };

interface Props {
  graph: Graph;
  ends: Ends;
  open: string | undefined;
  onOpen: (path: string) => void;
  /** Whether the view is as high as its drawing. */
  grows?: boolean;
  /** Where its steps can be put elsewhere. */
  arranging?: Arranging;
}

const none: readonly Start[] = [];

/** The live graph of a run; where it cannot be laid out, the outline of its steps. */
export function GraphView(props: Props) {
  const laid = useLayout(props.graph, arrange);
  const { starts = none } = props.ends;
  const places = useMemo(() => (laid === undefined || laid === 'failed' ? laid : below(laid, starts)), [laid, starts]);
  if (places === 'failed') return <NotDrawn {...props} />;
  return (
    <section className="graph" style={props.grows === true && places !== undefined ? { height: Math.min(720, places.height) } : undefined} aria-label="Workflow graph" aria-busy={places === undefined}>
      {places === undefined ? (
        <Late>
          <GraphLater />
        </Late>
      ) : (
        <ReactFlowProvider>
          <Drawing {...props} places={places} />
        </ReactFlowProvider>
      )}
    </section>
  );
}

function NotDrawn({ graph, ends, onOpen, arranging }: Props) {
  return (
    <div className="not-drawn">
      <p className="older" role="status">
        <Icon name="degraded" />
        <b>The graph cannot be drawn</b> <span>Its steps stand below instead. Reload the page to try again.</span>
      </p>
      <Outline graph={graph} ends={ends} onOpen={onOpen} arranging={arranging} />
    </div>
  );
}

/** The shape of a graph that is still to come. */
export function GraphLater() {
  return (
    <div className="graph-later">
      {[120, 320, 320, 160].map((width, at) => (
        <Sk key={at} width={width} />
      ))}
    </div>
  );
}

function Drawing({ graph, ends, open, onOpen, arranging, places }: Props & { places: Layout }) {
  const { nodes, edges } = useMemo(() => flowOf(graph, places, ends, open, onOpen), [graph, places, ends, open, onOpen]);
  const { getViewport, setViewport, setCenter, getZoom, zoomIn, zoomOut } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const moved = useRef(false);
  const [refused, setRefused] = useState<string>();

  const showAll = useCallback(() => {
    moved.current = false;
    void setViewport(fit({ width, height }, places));
  }, [setViewport, width, height, places]);
  useEffect(() => {
    if (width > 0 && !moved.current) void setViewport(opening({ width, height }, places));
  }, [setViewport, width, height, places]);
  useEffect(() => onKey('0', showAll), [showAll]);
  const opened = open?.replace(/\[\d*\]/g, '[]');
  useEffect(() => {
    const box = opened === undefined ? undefined : boxes(places).get(opened);
    if (box === undefined || width === 0) return;
    const { x, y, zoom } = getViewport();
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    if (left < width && left + box.width * zoom > 0 && top < height && top + box.height * zoom > 0) return;
    moved.current = true;
    void setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom });
    // What is seen is only moved for what is opened, not when the view becomes another size.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened, places, width === 0]);

  const walk = (event: KeyboardEvent) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.path : undefined;
    const to = from === undefined ? undefined : neighbour(from, event.key, graph, places);
    if (to === undefined) return;
    event.preventDefault();
    const all = event.currentTarget;
    const focus = () => all.querySelector<HTMLElement>(`[data-path="${CSS.escape(to)}"]`)?.focus();
    const box = boxes(places).get(to);
    if (all.querySelector(`[data-path="${CSS.escape(to)}"]`) !== null || box === undefined) focus();
    // What is out of sight is not in the page.
    else void setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: getZoom() }).then(() => requestAnimationFrame(focus));
  };
  const grip = (event: PointerEvent) => {
    const id = pathOf(event.target)?.replace(/^.*[.]/, '');
    const from = id === undefined ? undefined : arranging?.paths.get(id);
    if (arranging !== undefined && id !== undefined && from !== undefined) gripped(event, () => arranging.onPlace({ what: id, from, held: true }));
  };

  return (
    // The buttons inside are what is focused; their arrows are heard here.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={arranging?.placing === undefined ? 'h-full' : 'h-full placing'} onKeyDown={walk} onPointerDown={grip}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={arranging !== undefined}
        connectionMode={ConnectionMode.Strict}
        connectOnClick={false}
        isValidConnection={({ source, target }) => arranging !== undefined && arranging.notFollowed(source, target) === undefined}
        onConnect={({ source, target }) => arranging?.onConnect(source, target)}
        onConnectStart={() => setRefused(undefined)}
        onConnectEnd={(_, drawn) => setRefused(refusal(arranging, drawn))}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={nodes.length > 200}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.3}
        maxZoom={1.5}
        proOptions={{ hideAttribution: true }}
        onMoveStart={(event) => {
          if (event !== null) moved.current = true;
        }}
      >
        {exceeds({ width, height }, places) ? <MiniMap pannable ariaLabel="The whole graph" nodeColor="var(--mark-soft)" maskColor="var(--hatch)" /> : null}
        {arranging === undefined || arranging.placing !== undefined ? null : <Pluses graph={graph} layout={places} arranging={arranging} />}
        {arranging === undefined ? null : <Joining arranging={arranging} refused={refused} onClose={() => setRefused(undefined)} />}
        {arranging?.placing === undefined ? null : <Spots key={String(arranging.placing.held)} graph={graph} layout={places} arranging={arranging} placing={arranging.placing} />}
      </ReactFlow>
      <div className="tools">
        <button type="button" className="ghost" aria-label="Zoom out" onClick={() => void zoomOut()}>
          <Icon name="minus" />
        </button>
        <button type="button" className="ghost" aria-label="Zoom in" onClick={() => void zoomIn()}>
          <Icon name="add" />
        </button>
        <button type="button" className="ghost" aria-label="Fit" onClick={showAll}>
          <Icon name="fit" />
        </button>
      </div>
    </div>
  );
}

/** The path of the step that an element belongs to. */
function pathOf(target: EventTarget): string | undefined {
  const near = target instanceof Element ? target.closest<HTMLElement>('[data-path], .frame > header') : null;
  return near?.dataset.path ?? near?.querySelector<HTMLElement>('[data-path]')?.dataset.path;
}
