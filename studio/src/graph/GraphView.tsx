import { MiniMap, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type EdgeTypes, type NodeTypes } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { arrange } from './elk';
import { Flow } from './FlowEdge';
import { fit, flowOf, neighbour, type Ends } from './flow';
import { layout, shape, type Layout } from './layout';
import type { Graph } from './model';
import { Frame, Group, Label, Step, Trunk } from './nodes';

const nodeTypes: NodeTypes = { step: Step, frame: Frame, group: Group, trunk: Trunk, label: Label };
const edgeTypes: EdgeTypes = { flow: Flow };

interface Props {
  graph: Graph;
  ends: Ends;
  open: string | undefined;
  onOpen: (path: string) => void;
}

/** The live graph of a run. */
export function GraphView(props: Props) {
  const places = useLayout(props.graph);
  return (
    <section className="graph" aria-label="Workflow graph">
      {places === undefined ? null : (
        <ReactFlowProvider>
          <Drawing {...props} places={places} />
        </ReactFlowProvider>
      )}
    </section>
  );
}

/** Laid out again only when the shape changes, not with every figure. */
function useLayout(graph: Graph): Layout | undefined {
  const [places, setPlaces] = useState<Layout>();
  const form = shape(graph);
  useEffect(() => {
    let current = true;
    void layout(graph, arrange).then((next) => {
      if (current) setPlaces(next);
    });
    return () => {
      current = false;
    };
    // The form says all that the layout depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form]);
  return places;
}

function Drawing({ graph, ends, open, onOpen, places }: Props & { places: Layout }) {
  const { nodes, edges } = useMemo(() => flowOf(graph, places, ends, open, onOpen), [graph, places, ends, open, onOpen]);
  const { setViewport, zoomIn, zoomOut } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const moved = useRef(false);
  const view = fit({ width, height }, places);

  const showAll = useCallback(() => {
    moved.current = false;
    void setViewport(fit({ width, height }, places));
  }, [setViewport, width, height, places]);
  useEffect(() => {
    if (width > 0 && !moved.current) showAll();
  }, [width, showAll]);
  useEffect(() => onKey('0', showAll), [showAll]);

  const walk = (event: KeyboardEvent) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.path : undefined;
    const to = from === undefined ? undefined : neighbour(from, event.key, graph, places);
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-path="${CSS.escape(to)}"]`)?.focus();
  };

  return (
    // The buttons inside are what is focused; their arrows are heard here.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="h-full" onKeyDown={walk}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
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
        {view.zoom < 0.75 ? <MiniMap pannable ariaLabel="The whole graph" nodeColor="var(--mark-soft)" maskColor="var(--hatch)" /> : null}
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
