import { createScene, disc, glow, gradient, mix, polygon, put } from "./scene.mjs";

const sky = [
  [0, [10, 14, 40]],
  [0.55, [36, 32, 84]],
  [1, [98, 56, 98]],
];
const awnings = [
  [200, 62, 58],
  [38, 124, 128],
  [222, 150, 58],
  [108, 74, 150],
];
const lamp = [255, 186, 92];
const dark = [16, 14, 32];
const wet = [22, 18, 44];

/** A market at night: stalls with striped awnings, strings of lanterns, people, and a wet ground that mirrors it all. */
export function drawMarket(random, { width, height }) {
  const scene = createScene(width, height);
  const ground = Math.round(height * 0.74);
  for (let y = 0; y < ground; y += 1) {
    const color = gradient(sky, y / ground);
    for (let x = 0; x < width; x += 1) put(scene, x, y, color, 1, 1);
  }
  for (let star = 0; star < 90; star += 1) {
    disc(scene, random() * width, random() * ground * 0.5, 0.5 + random(), [230, 226, 250], {
      opacity: 0.2 + random() * 0.6,
    });
  }
  drawHouses(scene, random, ground);
  drawStalls(scene, random, ground);
  drawPeople(scene, random, ground);
  for (const [index, [from, to]] of [
    [0.16, 0.22],
    [0.3, 0.26],
  ].entries()) {
    drawString(scene, random, height * from, height * to, index);
  }
  mirror(scene, ground);
  return scene;
}

function drawHouses(scene, random, ground) {
  for (let x = -20; x < scene.width;) {
    const [wide, tall] = [70 + random() * 90, scene.height * (0.2 + random() * 0.22)];
    const [top, right] = [ground - tall, x + wide];
    const color = mix(dark, [70, 52, 96], random() * 0.6);
    const house = [
      [x, top],
      [x + wide / 2, top - 18 - random() * 30],
      [right, top],
      [right, ground],
      [x, ground],
    ];
    polygon(scene, house, color, { part: 2 + Math.floor(random() * 3) });
    for (let row = top + 16; row < ground - 60; row += 34) {
      for (let column = x + 12; column < right - 22; column += 28) {
        if (random() < 0.45) continue;
        const pane = [
          [column, row],
          [column + 12, row],
          [column + 12, row + 18],
          [column, row + 18],
        ];
        polygon(scene, pane, mix(lamp, [255, 226, 160], random()), {
          opacity: 0.35 + random() * 0.5,
          part: 6,
        });
      }
    }
    x = right - 4;
  }
}

function drawStalls(scene, random, ground) {
  const tall = scene.height * 0.2;
  for (let x = -30, index = 0; x < scene.width; index += 1) {
    const wide = 150 + random() * 60;
    const color = awnings[index % awnings.length];
    const top = ground - tall;
    const box = [
      [x + 10, top + 30],
      [x + wide - 10, top + 30],
      [x + wide - 10, ground],
      [x + 10, ground],
    ];
    polygon(scene, box, [58, 36, 40], { part: 7 });
    glow(scene, x + wide / 2, top + 62, wide * 0.62, lamp, 0.62);
    const counter = [
      [x + 4, ground - 42],
      [x + wide - 4, ground - 42],
      [x + wide - 8, ground],
      [x + 8, ground],
    ];
    polygon(scene, counter, mix(color, dark, 0.55), { part: 8 });
    for (let fruit = x + 22; fruit < x + wide - 18; fruit += 15) {
      disc(scene, fruit, ground - 47 - random() * 4, 6.5, awnings[Math.floor(random() * 4)], {
        part: 9,
      });
    }
    drawAwning(scene, x, top, wide, color);
    x += wide + 14;
  }
}

function drawAwning(scene, x, top, wide, color) {
  const stripes = 8;
  const step = wide / stripes;
  for (let stripe = 0; stripe < stripes; stripe += 1) {
    const left = x + stripe * step;
    const paint = stripe % 2 ? [246, 232, 210] : color;
    const inner = (at) => x + wide * 0.08 + (at - x) * 0.84;
    const part = 10 + (stripe % 2);
    const cloth = [
      [inner(left), top - 16],
      [inner(left + step), top - 16],
      [left + step, top + 34],
      [left, top + 34],
    ];
    polygon(scene, cloth, paint, { part });
    disc(scene, left + step / 2, top + 34, step / 2, paint, { part });
  }
}

function drawPeople(scene, random, ground) {
  for (let person = 0; person < scene.width / 75; person += 1) {
    const x = random() * scene.width;
    const tall = scene.height * (0.13 + random() * 0.035);
    const foot = ground + 4 + random() * 10;
    const coat = mix(dark, awnings[Math.floor(random() * 4)], 0.16 + random() * 0.2);
    const wide = tall * 0.13;
    const body = [
      [x - wide, foot - tall * 0.72],
      [x + wide, foot - tall * 0.72],
      [x + wide * 1.25, foot - tall * 0.2],
      [x + wide * 0.7, foot],
      [x - wide * 0.7, foot],
      [x - wide * 1.25, foot - tall * 0.2],
    ];
    polygon(scene, body, coat, { part: 12 });
    disc(scene, x, foot - tall * 0.72, wide, coat, { part: 12 });
    disc(scene, x, foot - tall * 0.87, tall * 0.105, mix(coat, lamp, 0.14), { part: 13 });
  }
}

function drawString(scene, random, fromY, toY, index) {
  const spans = scene.width > 1000 ? 3 : 2;
  for (let span = 0; span < spans; span += 1) {
    const [left, right] = [(span / spans) * scene.width, ((span + 1) / spans) * scene.width];
    const count = Math.round((right - left) / 66);
    const at = (share) => [
      left + (right - left) * share,
      fromY + (toY - fromY) * share * (1 - share) * 4 + (index + 1) * 10,
    ];
    for (let share = 0; share <= 1; share += 1 / (right - left))
      disc(scene, ...at(share), 0.8, dark, { part: 14 });
    for (let lantern = 0; lantern < count; lantern += 1) {
      const [x, y] = at((lantern + 0.5) / count);
      const color = random() < 0.7 ? [236, 70, 44] : [255, 196, 96];
      glow(scene, x, y + 18, 92, mix(color, lamp, 0.5), 0.42);
      for (let slice = -1; slice <= 1; slice += 0.125) {
        const reach = 12 * Math.sqrt(1 - slice * slice * 0.72);
        disc(
          scene,
          x,
          y + 18 + slice * 9,
          reach,
          mix(color, [255, 226, 170], 0.45 - Math.abs(slice) * 0.35),
          { part: 15 },
        );
      }
    }
  }
}

function mirror(scene, ground) {
  const { width, height, pixels } = scene;
  for (let y = ground + 16; y < height; y += 1) {
    const depth = (y - ground) / (height - ground);
    const sway = Math.round(Math.sin(y * 0.9) * (1 + depth * 3));
    const from = Math.max(0, ground - Math.round((y - ground) * 2.1));
    for (let x = 0; x < width; x += 1) {
      const at = (from * width + Math.min(width - 1, Math.max(0, x + sway))) * 3;
      put(scene, x, y, pixels.subarray(at, at + 3), 1, 16);
      put(scene, x, y, wet, 0.36 + depth * 0.3);
    }
  }
  for (let y = ground; y < ground + 16; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (scene.parts[y * width + x] !== 12) put(scene, x, y, [40, 30, 56], 0.9, 17);
    }
  }
}
