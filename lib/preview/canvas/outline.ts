/** A point of a closed contour of quadratic curves; two off the curve in a row have one on it half-way between. */
export type OutlinePoint = { x: number; y: number; isOnCurve: boolean };
export type Outline = OutlinePoint[][];

type Point = { x: number; y: number };

/** Calls `line` for every straight piece of the outline, which is drawn `scale` times as large: the eye sees no corner. */
export function flatten(
  outline: Outline,
  scale: number,
  line: (from: Point, to: Point) => void,
): void {
  for (const contour of outline) {
    const points = withMiddles(contour);
    const start = points.findIndex(({ isOnCurve }) => isOnCurve);
    let from = points[start];
    if (!from) continue;
    for (let step = 1; step <= points.length; step += 1) {
      const point = points[(start + step) % points.length];
      if (!point) break;
      if (point.isOnCurve) {
        line(from, point);
        from = point;
        continue;
      }
      step += 1;
      const to = points[(start + step) % points.length];
      if (!to) break;
      curve(from, point, to, scale, line);
      from = to;
    }
  }
}

function withMiddles(contour: OutlinePoint[]): OutlinePoint[] {
  return contour.flatMap((point, index) => {
    const next = contour[(index + 1) % contour.length];
    if (point.isOnCurve || !next || next.isOnCurve) return [point];
    const middle = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2, isOnCurve: true };
    return [point, middle];
  });
}

function curve(
  from: Point,
  control: Point,
  to: Point,
  scale: number,
  line: (from: Point, to: Point) => void,
): void {
  // How far the curve bends away from its chord, in pixels; twice as many lines leave a quarter of it.
  const bend = Math.hypot(from.x - 2 * control.x + to.x, from.y - 2 * control.y + to.y) * scale;
  const lines = Math.min(64, 2 + Math.ceil(Math.sqrt(bend * 2)));
  let last = from;
  for (let step = 1; step <= lines; step += 1) {
    const t = step / lines;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    const next = {
      x: a * from.x + b * control.x + c * to.x,
      y: a * from.y + b * control.y + c * to.y,
    };
    line(last, next);
    last = next;
  }
}
