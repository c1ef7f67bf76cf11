import { createRidge, createScene, disc, mix, polygon, put } from "./scene.mjs";

const paper = [250, 247, 238];
const washes = [
  [196, 220, 214],
  [236, 222, 188],
  [214, 226, 178],
];
const flowers = [
  [214, 72, 92],
  [238, 148, 84],
  [122, 86, 168],
  [242, 196, 84],
  [226, 122, 158],
  [84, 118, 188],
];
const greens = [
  [72, 118, 74],
  [112, 146, 78],
  [52, 96, 84],
];

/** Flowers in watercolour: washes on paper, stems, and blossoms whose colour gathers at the rim. */
export function drawGarden(random, { width, height }) {
  const scene = createScene(width, height);
  const pick = (list) => list[Math.floor(random() * list.length)];
  drawWash(scene, random);
  for (let blob = 0; blob < 26; blob += 1) {
    const [x, y] = [random() * width, height * (0.15 + random() * 0.85)];
    wobbly(scene, random, x, y, 60 + random() * 90, pick(washes), 0.28, undefined);
  }
  const count = Math.round((width * height) / 13_000);
  const plants = Array.from({ length: count }, () => ({
    x: random() * width,
    y: height * (0.24 + random() ** 0.8 * 0.72),
  })).sort((one, other) => one.y - other.y);
  for (const { x, y } of plants) {
    const near = y / height;
    drawStem(scene, random, x, y, 40 + near * 110, pick(greens));
    drawFlower(scene, random, x, y, (9 + random() * 13) * (0.55 + near), pick(flowers));
  }
  return scene;
}

function drawWash(scene, random) {
  const [sky, ground] = [createRidge(random, 4), createRidge(random, 4)];
  for (let x = 0; x < scene.width; x += 1) {
    const place = x / scene.width;
    const edge = 0.34 + ground(place * 3) * 0.06;
    for (let y = 0; y < scene.height; y += 1) {
      const down = y / scene.height;
      const color =
        down < edge
          ? mix(paper, washes[0], 0.5 + sky(place * 2 + down) * 0.4)
          : mix(washes[1], washes[2], Math.min(1, (down - edge) * 2.2));
      put(scene, x, y, color, 1, down < edge ? 1 : 2);
    }
  }
}

/** A round shape with an uneven edge. */
function wobbly(scene, random, x, y, radius, color, opacity, part) {
  const edge = createRidge(random, 3, 0.6);
  const points = Array.from({ length: 28 }, (_, index) => {
    const turn = (index / 28) * 2 * Math.PI;
    const reach = radius * (1 + edge(3 + Math.cos(turn) * 1.2 + Math.sin(turn) * 0.7) * 0.22);
    return [x + Math.cos(turn) * reach, y + Math.sin(turn) * reach];
  });
  polygon(scene, points, color, { opacity, part });
}

function drawStem(scene, random, x, y, length, color) {
  const lean = (random() - 0.5) * 0.5;
  const at = (share) => [x + Math.sin(share * 1.6) * lean * length, y + share * length];
  for (let share = 0; share < 1; share += 1.4 / length) {
    disc(scene, ...at(share), 1.5 + share, color, { opacity: 0.55, part: 3 });
  }
  for (const side of [-1, 1]) {
    const [leafX, leafY] = at(0.35 + random() * 0.4);
    const reach = (10 + random() * 16) * (length / 100);
    const leaf = [
      [leafX, leafY],
      [leafX + side * reach * 0.5, leafY - reach * 0.62],
      [leafX + side * reach * 1.3, leafY - reach * 0.75],
      [leafX + side * reach * 0.8, leafY - reach * 0.12],
    ];
    polygon(scene, leaf, color, { opacity: 0.62, part: 4 });
  }
}

function drawFlower(scene, random, x, y, size, color) {
  const petals = 5 + Math.floor(random() * 3);
  const start = random() * Math.PI;
  const pale = mix(color, paper, 0.42);
  for (let petal = 0; petal < petals; petal += 1) {
    const turn = start + (petal / petals) * 2 * Math.PI;
    const [px, py] = [x + Math.cos(turn) * size * 0.72, y + Math.sin(turn) * size * 0.62];
    const part = 5 + (petal % 4);
    disc(scene, px, py, size * 0.56, color, { opacity: 0.78, part });
    disc(scene, px, py, size * 0.46, pale, { opacity: 0.62, part });
  }
  disc(scene, x, y, size * 0.3, [122, 84, 46], { opacity: 0.85, part: 10 });
  disc(scene, x - size * 0.06, y - size * 0.06, size * 0.17, [236, 186, 82], {
    opacity: 0.9,
    part: 11,
  });
}
