/**
 * A picture in the making: `pixels` (red, green, blue) and, for its sketch, `parts`: which part of the picture each
 * pixel belongs to.
 */
export function createScene(width, height) {
  return {
    width,
    height,
    pixels: new Uint8ClampedArray(width * height * 3),
    parts: new Uint8Array(width * height),
  };
}

export const mix = (from, to, share) =>
  from.map((value, index) => value + (to[index] - value) * share);
const clamp = (value, least = 0, most = 1) => Math.min(Math.max(value, least), most);
/** From 0 to 1 between two edges, without corners. */
export function smooth(from, to, value) {
  const share = clamp((value - from) / (to - from));
  return share * share * (3 - 2 * share);
}

/** A colour between stops `[place, colour]`, places rising from 0 to 1. */
export function gradient(stops, place) {
  const next = stops.findIndex(([at]) => at >= place);
  if (next === 0) return stops[0][1];
  if (next < 0) return stops.at(-1)[1];
  const [[from, one], [to, other]] = [stops[next - 1], stops[next]];
  return mix(one, other, (place - from) / (to - from));
}

export function put(scene, x, y, color, opacity = 1, part) {
  if (x < 0 || y < 0 || x >= scene.width || y >= scene.height || opacity <= 0) return;
  const place = y * scene.width + x;
  const at = place * 3;
  const { pixels } = scene;
  pixels[at] += (color[0] - pixels[at]) * opacity;
  pixels[at + 1] += (color[1] - pixels[at + 1]) * opacity;
  pixels[at + 2] += (color[2] - pixels[at + 2]) * opacity;
  if (part !== undefined && opacity > 0.5) scene.parts[place] = part;
}

/** Calls `paint(x, y, distance)` for the pixels around a point. */
function around(x, y, radius, paint) {
  for (let row = Math.floor(y - radius); row <= y + radius; row += 1) {
    for (let column = Math.floor(x - radius); column <= x + radius; column += 1) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      if (distance <= radius) paint(column, row, distance);
    }
  }
}

export function disc(scene, x, y, radius, color, { opacity = 1, part, soft = 1.2 } = {}) {
  around(x, y, radius + soft, (column, row, distance) =>
    put(scene, column, row, color, opacity * clamp((radius + soft / 2 - distance) / soft), part),
  );
}

/** Adds light that fades towards the edge. */
export function glow(scene, x, y, radius, color, strength) {
  const { pixels, width, height } = scene;
  around(x, y, radius, (column, row, distance) => {
    if (column < 0 || row < 0 || column >= width || row >= height) return;
    const light = strength * (1 - distance / radius) ** 2.2;
    const at = (row * width + column) * 3;
    for (let channel = 0; channel < 3; channel += 1) pixels[at + channel] += color[channel] * light;
  });
}

/** Fills a polygon of `[x, y]`, its edges smoothed by three lines a row. */
export function polygon(scene, points, color, { opacity = 1, part } = {}) {
  const ys = points.map(([, y]) => y);
  const [top, bottom] = [Math.floor(Math.min(...ys)), Math.ceil(Math.max(...ys))];
  for (let row = Math.max(0, top); row < Math.min(scene.height, bottom); row += 1) {
    const cover = new Map();
    for (const shift of [1 / 6, 1 / 2, 5 / 6]) {
      const xs = crossings(points, row + shift);
      for (let pair = 0; pair + 1 < xs.length; pair += 2) addSpan(cover, xs[pair], xs[pair + 1]);
    }
    for (const [x, share] of cover) put(scene, x, row, color, opacity * Math.min(1, share), part);
  }
}

function crossings(points, y) {
  const xs = [];
  for (const [index, [x1, y1]] of points.entries()) {
    const [x2, y2] = points[(index + 1) % points.length];
    if (y1 <= y !== y2 <= y) xs.push(x1 + ((y - y1) * (x2 - x1)) / (y2 - y1));
  }
  return xs.sort((one, other) => one - other);
}

function addSpan(cover, from, to) {
  for (let x = Math.floor(from); x < to; x += 1) {
    const share = (Math.min(x + 1, to) - Math.max(x, from)) / 3;
    cover.set(x, (cover.get(x) ?? 0) + share);
  }
}

/** Rolling hills: a value between -1 and 1 for each place, from waves of `octaves` sizes. */
export function createRidge(random, octaves = 5, roughness = 0.5) {
  const waves = Array.from({ length: octaves }, (_, octave) => ({
    values: Array.from({ length: 64 }, () => random() * 2 - 1),
    frequency: 2 ** octave,
    weight: roughness ** octave,
  }));
  const total = waves.reduce((sum, { weight }) => sum + weight, 0);
  return (place) =>
    waves.reduce((sum, { values, frequency, weight }) => {
      const at = place * frequency;
      const index = Math.floor(at);
      const share = at - index;
      const eased = share * share * (3 - 2 * share);
      const [one, other] = [values[index & 63], values[(index + 1) & 63]];
      return sum + weight * (one + (other - one) * eased);
    }, 0) / total;
}
