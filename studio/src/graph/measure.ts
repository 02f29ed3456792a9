import type { GraphNode } from './model';
import { undoWords } from './undo';

export const stepHeight = 74;
export const shortHeight = 50;
export const frameHead = 34;
export const trunkWidth = 56;
const viaRow = 20;
const viaGap = 16;
const monoWidth = 7;

/** The size of a step, from what stands in it. A step that has nothing to say in its third line is shorter. */
export function sizeOf(node: GraphNode): { width: number; height: number } {
  const least = node.via.length > 0 ? Math.max(200, ...node.via.map(viaWidth)) : node.type === 'branch' ? 116 : node.type === 'call' ? 150 : 190;
  const text = Math.max(node.code.length * monoWidth + 36, Math.min(node.note.length * 6.6, 240) + 36, node.id.length * 7.5 + 86 + signsWidth(node));
  return { width: Math.max(least, Math.ceil(text)), height: heightOf(node) };
}

export function heightOf(node: GraphNode): number {
  return isShort(node) ? shortHeight : stepHeight;
}

/** Not begun and nothing to say but its type. */
export function isShort(node: GraphNode): boolean {
  return node.note === '' && node.type !== 'call';
}

/** Room for `9,999 999 failed`, so that a step does not grow with what its providers do. */
const countsWidth = 92;

/** The head of a container in one line: its name, what it goes through, its counts and its bar. It does not depend on figures. */
export function headWidth(node: GraphNode): number {
  return Math.ceil(52 + node.id.length * 7.5 + signsWidth(node) + Math.min(node.note.length * 6.2, 300) + countsWidth + 132 + 80);
}

/** The number of its round, and that it was undone, behind the name of a step. */
function signsWidth({ round, undo }: GraphNode): number {
  return (round === 0 ? 0 : 34) + (undo === undefined ? 0 : undoWords(undo).length * 6.4 + 6);
}

/** A provider with its labels and its counts in one line. */
function viaWidth(provider: GraphNode['via'][number]): number {
  const marks = provider.marks.reduce((width, mark) => width + mark.length * 6 + 16, 0);
  return Math.ceil(24 + provider.id.length * 6.2 + marks + countsWidth);
}

/** What the lists below a step take: of its providers, and of what undid it. */
export function viaHeight(node: GraphNode): number {
  return [node.via.length, node.undo?.steps.length ?? 0].reduce((height, rows) => height + (rows === 0 ? 0 : viaGap + rows * viaRow), 0);
}
