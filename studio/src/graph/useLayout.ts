import { useEffect, useState } from 'react';
import { layout, shape, type Arrange, type Layout } from './layout';
import type { Graph } from './model';

/** The places of a graph; undefined until they are known, `failed` where they cannot be found. Laid out again only when the shape changes, not with every figure. */
export function useLayout(graph: Graph, arrange: Arrange): Layout | 'failed' | undefined {
  const [places, setPlaces] = useState<Layout | 'failed'>();
  const form = shape(graph);
  useEffect(() => {
    let current = true;
    const settle = (next: Layout | 'failed') => {
      if (current) setPlaces(next);
    };
    layout(graph, arrange).then(settle, () => settle('failed'));
    return () => {
      current = false;
    };
    // The form says all that the layout depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [form, arrange]);
  return places;
}
