const dayMs = 86_400_000;

/**
 * What people of the demo have shared. `picture` names what is drawn (pictures/draw.mjs), and what messages call the
 * share: `{dusk}` becomes its link.
 */
export const shares = [
  {
    picture: "dusk",
    owner: "Peter",
    title: "From the quarry steps, last light",
    prompt:
      "Layered mountain ridges at dusk, one behind the other, violet to amber sky, low sun, mist in the valleys, spruce forest in the foreground, a few birds, flat shapes, no people",
    style: "Layered paper",
    ageDays: 6.3,
    lifeDays: 30,
    views: 214,
  },
  {
    picture: "lake",
    owner: "Elena",
    title: "Lake round, before anybody is up",
    prompt:
      "A still lake in the morning with forested hills, everything mirrored, cool light, thin haze",
    style: "Screen print",
    ageDays: 9.6,
    lifeDays: 30,
    views: 87,
  },
  {
    picture: "ink",
    owner: "Chen",
    title: "遠山與落日",
    prompt: "水墨山水，層層遠山，薄霧，一輪紅日，幾隻歸鳥，大量留白，紙本質感",
    style: "水墨",
    ageDays: 5.1,
    lifeDays: 30,
    views: 132,
  },
  {
    picture: "wall",
    owner: "Tomas",
    title: "Tiles for the stairwell",
    prompt:
      "A wall of azulejo tiles, cobalt blue and white with a little yellow, eight-petalled rosettes, hand painted, thin seams, straight from the front",
    style: "Azulejo",
    ageDays: 26.8,
    lifeDays: 30,
    views: 341,
  },
  {
    picture: "floor",
    owner: "Amara",
    title: "Floor pattern, second try",
    prompt: "Cement tiles in ochre and petrol, the rosette larger, the corners calmer",
    style: "Azulejo",
    ageDays: 0.4,
    lifeDays: 7,
    views: 12,
  },
  {
    picture: "garden",
    owner: "Sofia",
    title: "What the beds could look like in June",
    prompt:
      "A loose watercolour of a cottage garden in June: zinnias, cosmos, marigolds and cornflowers on tall stems, plenty of paper left white, soft washes, no fence",
    style: "Watercolour",
    ageDays: 12.2,
    lifeDays: 30,
    views: 156,
  },
  {
    picture: "stalls",
    owner: "Mira",
    title: "Market night",
    prompt:
      "A small town market at night, striped awnings, strings of red and yellow lanterns, people in coats, wet cobblestones that mirror the lights, deep blue sky with stars",
    style: "Poster",
    ageDays: 9.2,
    lifeDays: 21,
    views: 268,
  },
  {
    picture: "lanterns",
    owner: "Wang",
    title: "夜市的灯笼",
    prompt:
      "小镇的夜市，条纹遮阳棚，一串串红黄灯笼，穿大衣的行人，湿漉漉的石板路倒映着灯光，深蓝色的夜空",
    style: "海报插画",
    ageDays: 3.5,
    lifeDays: 30,
    views: 95,
  },
];

/** The rows of the demo's shares; `drawn(picture)` tells the size of what is drawn, `newId` makes ids. */
export function buildShares({ now, newId, byKey, drawn }) {
  return shares.map((share) => {
    const createdAt = Math.round(now - share.ageDays * dayMs);
    const expiresAt = createdAt + share.lifeDays * dayMs;
    const { width, height, generated, original } = drawn(share.picture);
    const toImage = (png) =>
      png && JSON.stringify({ type: "image/png", width, height, size: png.length });
    return {
      id: newId(20),
      picture: share.picture,
      ownerId: byKey.get(share.owner).id,
      clientId: `demo-share-${share.picture}`,
      state: "live",
      title: share.title,
      prompt: share.prompt,
      style: share.style,
      generatedImage: toImage(generated),
      originalImage: toImage(original),
      timestamp: createdAt,
      createdAt,
      expiresAt,
      views: share.views,
      purgeAt: expiresAt,
    };
  });
}
