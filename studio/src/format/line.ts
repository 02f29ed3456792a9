export interface Point {
  x: number;
  y: number;
}

/**
 * A line through points, broken where there is none. A point alone between gaps is a mark as wide as `alone`, because a
 * line needs two; it lies in the middle of a row of pixels, lest it pale between two of them.
 */
export function brokenLine(points: readonly (Point | undefined)[], alone: number): string {
  return points
    .map((point, at) => {
      if (point === undefined) return '';
      const place = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      if (points[at - 1] !== undefined) return `L${place}`;
      return points[at + 1] === undefined ? `M${(point.x - alone / 2).toFixed(1)} ${Math.floor(point.y) + 0.5}h${alone.toFixed(1)}` : `M${place}`;
    })
    .join('');
}
