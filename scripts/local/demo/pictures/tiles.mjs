import { createScene, put, smooth } from "./scene.mjs";

const white = [246, 243, 234];

/** Glazes: the strong colour, the light one, and what the middle has. */
const glazes = {
  cobalt: { strong: [28, 62, 140], light: [118, 158, 208], spot: [232, 176, 56] },
  ochre: { strong: [26, 104, 108], light: [226, 168, 74], spot: [190, 74, 52] },
};

/** A wall of painted tiles: each quarter mirrors the next, and four of them make a rosette. */
export function drawTiles(random, { width, height, glaze, size = 200 }) {
  const { strong, light, spot } = glazes[glaze];
  const scene = createScene(width, height);
  const columns = Math.ceil(width / size) + 1;
  const shades = Array.from(
    { length: columns * (Math.ceil(height / size) + 1) },
    () => Math.floor(random() * 3) / 2,
  );
  const tile = drawTile(size, { strong, light, spot });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [right, down] = [x % size, y % size];
      const shade = shades[Math.floor(y / size) * columns + Math.floor(x / size)];
      // Each tile was fired by itself, and catches the light on its upper edge.
      const seam = Math.min(right, down);
      const light = 0.965 + shade * 0.05 - (seam < 2 ? 0.2 : seam < 5 ? -0.05 : 0);
      const [from, to] = [down * size + right, y * width + x];
      scene.pixels[to * 3] = tile.pixels[from * 3] * light;
      scene.pixels[to * 3 + 1] = tile.pixels[from * 3 + 1] * light;
      scene.pixels[to * 3 + 2] = tile.pixels[from * 3 + 2] * light;
      scene.parts[to] = seam < 2 ? 13 : tile.parts[from];
    }
  }
  return scene;
}

function drawTile(size, { strong, light, spot }) {
  const tile = createScene(size, size);
  const soft = 2.4 / size;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      // From the middle of the tile, and from its nearest corner; 1 is half a tile.
      const [u, v] = [(x / size - 0.5) * 2, (y / size - 0.5) * 2];
      const corner = Math.hypot(1 - Math.abs(u), 1 - Math.abs(v));
      const far = Math.hypot(u, v);
      const petal = Math.cos(Math.atan2(v, u) * 8);
      const scallop = Math.cos(Math.atan2(v, u) * 16);
      const leaf = 0.62 + 0.12 * Math.cos(Math.atan2(1 - Math.abs(v), 1 - Math.abs(u)) * 8);
      const over = (color, inside, part) =>
        put(tile, x, y, color, smooth(-soft, soft, inside), part);
      put(tile, x, y, white, 1, 1);
      over(strong, leaf - corner, 2);
      over(white, leaf - 0.07 - corner, 3);
      over(light, leaf - 0.16 - corner, 4);
      over(strong, 0.3 - corner, 5);
      over(spot, 0.13 - corner, 6);
      over(strong, 0.5 + 0.2 * petal - far, 7);
      over(light, 0.425 + 0.2 * petal - far, 8);
      over(white, 0.3 + 0.05 * petal - far, 9);
      over(strong, 0.2 - far, 10);
      over(spot, 0.115 - far, 11);
      over(strong, 0.035 - Math.abs(far - 0.98 + 0.06 * scallop), 12);
    }
  }
  return tile;
}
