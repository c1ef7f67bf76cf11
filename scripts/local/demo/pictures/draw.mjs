import { createRandom } from "../../traffic/random.mjs";
import { drawGarden } from "./garden.mjs";
import { drawMarket } from "./market.mjs";
import { drawMountains } from "./mountains.mjs";
import { encodePng } from "./png.mjs";
import { toGrey, toSketch } from "./sketch.mjs";
import { drawTiles } from "./tiles.mjs";

const wide = { width: 1200, height: 800 };
const tall = { width: 800, height: 1000 };

/** What the demo's shares show: who draws it, how, and what it was made from. */
const pictures = {
  dusk: [drawMountains, { ...wide, hour: "dusk" }, toSketch],
  lake: [drawMountains, { ...wide, hour: "morning", lake: true }, toGrey],
  ink: [drawMountains, { ...tall, hour: "ink" }, null],
  wall: [drawTiles, { ...tall, glaze: "cobalt" }, toSketch],
  floor: [drawTiles, { ...wide, glaze: "ochre", size: 240 }, null],
  garden: [drawGarden, wide, toSketch],
  stalls: [drawMarket, wide, toSketch],
  lanterns: [drawMarket, tall, toGrey],
};

/** Draws a picture of the demo, the same each time: `{width, height, generated, original}`, of which the last may be null. */
export function drawPicture(name) {
  const [draw, options, toOriginal] = pictures[name];
  const scene = draw(createRandom("picture", name), options);
  return {
    width: options.width,
    height: options.height,
    generated: encodePng(scene),
    original: toOriginal && encodePng(toOriginal(scene)),
  };
}
