import type { Outline, OutlinePoint } from "./outline";

/** Shapes as outlines, in pixels. A circle is eight quadratic curves, off by less than a thousandth of its radius. */

const octant = Math.PI / 4;

/** Part of a circle from angle to angle (radians, clockwise from the right). */
function arc(x: number, y: number, radius: number, from: number, to: number): OutlinePoint[] {
  const steps = Math.max(1, Math.round((to - from) / octant));
  const half = (to - from) / steps / 2;
  const at = (angle: number, distance: number, isOnCurve: boolean) => ({
    x: x + Math.cos(angle) * distance,
    y: y + Math.sin(angle) * distance,
    isOnCurve,
  });
  const points = Array.from({ length: steps }, (_, step) => [
    at(from + half * 2 * step, radius, true),
    at(from + half * (2 * step + 1), radius / Math.cos(half), false),
  ]).flat();
  return [...points, at(to, radius, true)];
}

export function circle(x: number, y: number, radius: number): Outline {
  return [arc(x, y, radius, 0, 2 * Math.PI)];
}

export function roundedBox(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): Outline {
  const [right, bottom] = [x + width - radius, y + height - radius];
  const quarter = Math.PI / 2;
  return [
    [
      ...arc(right, bottom, radius, 0, quarter),
      ...arc(x + radius, bottom, radius, quarter, 2 * quarter),
      ...arc(x + radius, y + radius, radius, 2 * quarter, 3 * quarter),
      ...arc(right, y + radius, radius, 3 * quarter, 4 * quarter),
    ],
  ];
}

export function polygon(...points: [x: number, y: number][]): Outline {
  return [points.map(([x, y]) => ({ x, y, isOnCurve: true }))];
}

/** The sign of Plaza in a square of 64 (public/icon.svg), without its background: the letter, and the eye in it. */
export const sign = {
  letter: [
    [
      { x: 18, y: 48, isOnCurve: true },
      { x: 18, y: 20, isOnCurve: true },
      ...arc(22, 20, 4, Math.PI, 1.5 * Math.PI),
      ...arc(35, 28, 12, 1.5 * Math.PI, 2.5 * Math.PI),
      { x: 26.5, y: 40, isOnCurve: true },
    ],
  ] satisfies Outline,
  eye: circle(34.5, 28, 4.5),
};
