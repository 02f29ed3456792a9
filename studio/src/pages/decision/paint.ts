import type { Card, Mark } from './card';

/** The card as a PNG, drawn from its strokes and words: no screenshot, and nothing is fetched. */
export async function painted(card: Card, scale = 2): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = card.width * scale;
  canvas.height = card.height * scale;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This browser draws no pictures.');
  pen.scale(scale, scale);
  const colour = colours();
  pen.fillStyle = colour('surface');
  pen.fillRect(0, 0, card.width, card.height);
  for (const mark of card.marks) draw(pen, mark, colour(mark.colour));
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture could not be made.')) : resolve(blob)), 'image/png'));
}

/** A token in the theme of now, as the browser reads it. */
function colours(): (token: string) => string {
  const probe = document.createElement('span');
  document.body.append(probe);
  const known = new Map<string, string>();
  setTimeout(() => probe.remove());
  return (token) => {
    const found = known.get(token);
    if (found !== undefined) return found;
    probe.style.color = `var(--${token})`;
    const read = getComputedStyle(probe).color;
    known.set(token, read);
    return read;
  };
}

function draw(pen: CanvasRenderingContext2D, mark: Mark, colour: string): void {
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  if (mark.kind === 'text') {
    const family = getComputedStyle(document.body).fontFamily;
    pen.font = `${mark.strong === true ? 600 : 400} ${mark.size}px ${mark.mono === true ? 'monospace' : family}`;
    pen.textAlign = mark.end === true ? 'right' : mark.middle === true ? 'center' : 'left';
    pen.fillText(mark.text, mark.x, mark.y);
    return;
  }
  pen.beginPath();
  if (mark.kind === 'line') {
    pen.lineWidth = mark.width;
    pen.moveTo(mark.x1, mark.y1);
    pen.lineTo(mark.x2, mark.y2);
    pen.stroke();
  } else if (mark.kind === 'dot') {
    pen.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
    pen.fill();
  } else if (mark.kind === 'box') {
    pen.lineWidth = 1;
    if (mark.outlined === true) pen.strokeRect(mark.x + 0.5, mark.y + 0.5, mark.w, mark.h);
    else pen.fillRect(mark.x, mark.y, mark.w, mark.h);
  } else {
    pen.lineWidth = 2;
    pen.stroke(new Path2D(bendOf(mark)));
    pen.arc(mark.x, mark.y - 22, 5, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** The way of a failover: up from the road, to who failed, and back. */
export function bendOf({ x, y }: { x: number; y: number }): string {
  return `M${x - 40} ${y}C${x - 22} ${y} ${x - 20} ${y - 22} ${x} ${y - 22}S${x + 22} ${y} ${x + 40} ${y}`;
}
