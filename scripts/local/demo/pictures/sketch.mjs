const paper = [247, 244, 236];
const graphite = [66, 64, 68];

/** A pencil drawing of a scene: lines where its parts meet, and hatching where it is dark. */
export function toSketch({ width, height, pixels, parts }) {
  const drawn = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const light = brightness(pixels, at * 3);
      const ink = Math.max(edge(parts, at, x, y, width, height), hatch(x, y, light));
      for (let channel = 0; channel < 3; channel += 1) {
        drawn[at * 3 + channel] = paper[channel] + (graphite[channel] - paper[channel]) * ink;
      }
    }
  }
  return { width, height, pixels: drawn };
}

/** The same in greys, paler: what a first draft looks like. */
export function toGrey({ width, height, pixels }) {
  const drawn = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    // In few steps, as in a print.
    const light = Math.round(brightness(pixels, at) * 12) / 12;
    drawn.fill(58 + light * 182, at, at + 3);
  }
  return { width, height, pixels: drawn };
}

const brightness = (pixels, at) =>
  (pixels[at] * 0.299 + pixels[at + 1] * 0.587 + pixels[at + 2] * 0.114) / 255;

function edge(parts, at, x, y, width, height) {
  const part = parts[at];
  if (x + 1 < width && parts[at + 1] !== part) return 0.82;
  if (y + 1 < height && parts[at + width] !== part) return 0.82;
  if (x > 0 && parts[at - 1] !== part) return 0.42;
  return y > 0 && parts[at - width] !== part ? 0.42 : 0;
}

function hatch(x, y, light) {
  if (light < 0.62 && (x + y) % 9 < 1) return 0.5 * (1 - light);
  return light < 0.8 && (x + y) % 18 < 1 ? 0.16 : 0;
}
