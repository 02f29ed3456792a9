import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from '@xyflow/react';
import { count } from '@/format/text';
import type { FlowEdge } from './flow';

/** An edge with its count; the count opens the values that went along. */
export function Flow({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data }: EdgeProps<FlowEdge>) {
  const [path, x, y] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return (
    <>
      <BaseEdge id={id} path={path} className={data?.alive === true ? 'flow-edge alive' : 'flow-edge'} interactionWidth={0} />
      {data?.count === undefined ? null : (
        <EdgeLabelRenderer>
          <button type="button" className="cnt nopan" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y - 15}px)` }} aria-label={data.label} onClick={data.onOpen}>
            {count(data.count)}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
