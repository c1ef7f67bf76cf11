import {
  createRidge,
  createScene,
  disc,
  glow,
  gradient,
  mix,
  polygon,
  put,
  smooth,
} from "./scene.mjs";

/** The light of an hour: the sky from top to horizon, the sun, the farthest and the nearest ridge, and the mist. */
const hours = {
  dusk: {
    sky: [
      [0, [38, 36, 84]],
      [0.35, [112, 72, 128]],
      [0.65, [224, 116, 108]],
      [0.85, [250, 176, 112]],
      [1, [255, 216, 150]],
    ],
    sun: [255, 236, 190],
    far: [196, 128, 138],
    near: [30, 26, 52],
    mist: [252, 190, 140],
  },
  morning: {
    sky: [
      [0, [120, 172, 206]],
      [0.5, [188, 216, 224]],
      [1, [250, 240, 216]],
    ],
    sun: [255, 252, 236],
    far: [176, 204, 208],
    near: [22, 66, 66],
    mist: [244, 244, 232],
  },
  ink: {
    sky: [
      [0, [232, 228, 214]],
      [1, [246, 242, 230]],
    ],
    sun: [204, 70, 52],
    far: [206, 208, 200],
    near: [38, 46, 52],
    mist: [244, 240, 228],
  },
};

/** Ridge behind ridge, the farther the paler, with mist in the valleys; `lake` mirrors them. */
export function drawMountains(random, { width, height, hour, lake = false }) {
  const light = hours[hour];
  const scene = createScene(width, height);
  const shore = lake ? Math.round(height * 0.66) : height;
  for (let y = 0; y < shore; y += 1) {
    const color = gradient(light.sky, y / shore);
    for (let x = 0; x < width; x += 1) put(scene, x, y, color, 1, 1);
  }
  const [sunX, sunY] = [width * (0.3 + random() * 0.4), shore * 0.42];
  const radius = Math.min(width, height) * 0.055;
  if (hour !== "ink") glow(scene, sunX, sunY, radius * 7, light.sun, 0.34);
  disc(scene, sunX, sunY, radius, light.sun, { part: 2 });
  const layers = 7;
  for (let layer = 0; layer < layers; layer += 1) {
    drawRidge(scene, random, { layer, share: layer / (layers - 1), shore, light });
  }
  if (lake) mirror(scene, shore, light);
  drawBirds(scene, random, sunX, sunY, light.near);
  return scene;
}

function drawRidge(scene, random, { layer, share, shore, light }) {
  const { width } = scene;
  const ridge = createRidge(random, 6, 0.52);
  const base = shore * (0.5 + share * 0.42);
  const swing = shore * (0.2 - share * 0.09);
  const color = mix(light.far, light.near, share ** 1.15);
  const offset = random() * 20;
  const trees = share > 0.7 ? createTrees(random, width, share) : () => 0;
  const misted = shore * 0.24;
  const byDepth = Array.from({ length: Math.ceil(misted) + 1 }, (_, depth) =>
    mix(color, light.mist, smooth(0, misted, depth) * (0.62 - share * 0.5)),
  );
  for (let x = 0; x < width; x += 1) {
    const crest = base + ridge(offset + (x / width) * (2.2 + share)) * swing - trees(x);
    for (let y = Math.max(0, Math.floor(crest)); y < shore; y += 1) {
      const depth = Math.min(byDepth.length - 1, Math.max(0, Math.round(y - crest)));
      put(scene, x, y, byDepth[depth], Math.min(1, y + 1 - crest), 3 + layer);
    }
  }
}

/** How high the forest stands at each place. */
function createTrees(random, width, share) {
  const heights = new Float32Array(width);
  for (let x = 0; x < width; x += 3 + random() * 9) {
    const tall = (10 + random() * 26) * share;
    const reach = tall * 0.24;
    for (let at = Math.ceil(Math.max(0, x - reach)); at < Math.min(width, x + reach); at += 1) {
      const branch = ((Math.abs(at - x) * 7) % 5) * 0.5;
      heights[at] = Math.max(heights[at], tall * (1 - Math.abs(at - x) / reach) - branch);
    }
  }
  return (x) => heights[x];
}

function mirror(scene, shore, light) {
  const { width, height, pixels } = scene;
  const water = mix(light.near, light.mist, 0.35);
  for (let y = shore; y < height; y += 1) {
    const depth = (y - shore) / (height - shore);
    const from = Math.max(0, shore - 1 - Math.round((y - shore) * 1.5));
    for (let x = 0; x < width; x += 1) {
      const sway = Math.round(Math.sin(y * 0.42 + x * 0.01) * (1 + depth * 7));
      const at = (from * width + Math.min(width - 1, Math.max(0, x + sway))) * 3;
      put(scene, x, y, pixels.subarray(at, at + 3), 1, 11);
      put(scene, x, y, water, 0.16 + depth * 0.24);
    }
  }
  for (let x = 0; x < width; x += 1) put(scene, x, shore, light.mist, 0.5, 11);
}

function drawBirds(scene, random, sunX, sunY, color) {
  for (let bird = 0; bird < 7; bird += 1) {
    const x = sunX + (random() - 0.2) * scene.width * 0.3;
    const y = sunY * (0.45 + random() * 0.5);
    const size = 5 + random() * 7;
    for (const side of [-1, 1]) {
      const wing = [
        [x, y],
        [x + side * size, y - size * 0.55],
        [x + side * size * 0.6, y - size * 0.2],
        [x, y + size * 0.22],
      ];
      polygon(scene, wing, color, { opacity: 0.8, part: 12 });
    }
  }
}
