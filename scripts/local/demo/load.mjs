import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { importTypeScript } from "../import-typescript.mjs";
import { root } from "../paths.mjs";
import { say } from "../say.mjs";
import { generateTraffic } from "../traffic/generate.mjs";
import { listProductRoutes } from "../traffic/routes.mjs";
import { sendLines, toLines } from "../traffic/send-lines.mjs";
import { collectVariables } from "../variables.mjs";
import { listDatabases } from "../workers.mjs";
import { adminEmail, buildCommunity } from "./community.mjs";
import { insertCommunity, readMarker, writeMarker } from "./insert.mjs";
import { drawPicture } from "./pictures/draw.mjs";

const traffic = { requests: 60_000, paths: 60, days: 14 };
const hourMs = 3_600_000;

/**
 * Fills a running Plaza with a community, its shares and two weeks of traffic, once. Interrupted anywhere, the next call
 * completes it: the community is one transaction, the pictures of its shares are put again where they are, and the traffic is
 * the same events again, which count once.
 */
export async function loadDemo(plaza) {
  const { binding, workerName } = listDatabases().find(({ binding: name }) => name === "DB");
  const db = await plaza.miniflare.getD1Database(binding, workerName);
  const bucket = await plaza.miniflare.getR2Bucket("MEDIA_BUCKET", workerName);
  const draw = createDrawer();
  let known = (await readMarker(db)) ?? (await loadCommunity(db, draw));
  if (known.isTrafficLoaded) return say("the demo is there");
  if (known.pictures) {
    await putPictures(bucket, known.pictures, draw);
    known = { ...known, pictures: undefined };
    await writeMarker(db, known);
  }
  await loadTraffic(plaza.url, known);
  await writeMarker(db, { ...known, isTrafficLoaded: true });
}

/** Draws each picture once, when it is first asked for. */
function createDrawer() {
  const drawn = new Map();
  return (name) => {
    if (!drawn.has(name)) drawn.set(name, drawPicture(name));
    return drawn.get(name);
  };
}

async function putPictures(bucket, pictures, draw) {
  const { MediaKeys } = await importTypeScript(join(root, "lib/cache/keys.ts"));
  for (const { id, picture } of pictures) {
    const { generated, original } = draw(picture);
    const options = { httpMetadata: { contentType: "image/png" } };
    await bucket.put(MediaKeys.share(id, "generated"), generated, options);
    if (original) await bucket.put(MediaKeys.share(id, "original"), original, options);
  }
}

async function loadCommunity(db, drawn) {
  const password = randomBytes(9).toString("base64url");
  const { hashPassword } = await importTypeScript(join(root, "lib/auth/password.ts"));
  const now = Date.now();
  const { defaultView } = await importTypeScript(join(root, "lib/dashboard/domain.ts"));
  const community = buildCommunity({
    now,
    passwordHash: hashPassword(password),
    drawn,
    // Whoever knows it may look: unlike the other ids it is not drawn from the time.
    linkId: randomBytes(16).toString("hex"),
    view: { ...defaultView, range: "7d" },
  });
  const marker = {
    seed: randomBytes(4).toString("hex"),
    end: Math.floor(now / hourMs) * hourMs,
    isTrafficLoaded: false,
    pictures: community.shares.map(({ id, picture }) => ({ id, picture })),
  };
  // Shown before it is written: a password that nobody has seen would lock the demo up.
  say(`the demo's admin is ${adminEmail} with the password ${password}`);
  await insertCommunity(db, community, marker);
  const { users, rooms, messages, shares } = community;
  say(
    `${users.length} people (all with that password), ${rooms.length} rooms, ${messages.length} messages, ${shares.length} shares`,
  );
  return marker;
}

async function loadTraffic(url, { seed, end }) {
  const { requests, days } = traffic;
  const until = new Date(end).toISOString().slice(0, 16);
  say(
    `sending ${requests} requests of the ${days} days until ${until}Z into the statistics (20 s) …`,
  );
  const productRoutes = listProductRoutes(root);
  const { events, story } = generateTraffic({ ...traffic, seed, end, productRoutes });
  const operator = { url, token: collectVariables().OPERATOR_TOKEN };
  await sendLines(operator, toLines(events), ({ accepted }) => say(`  ${accepted} sent`));
  const since = new Date(story.slow.from).toISOString().slice(0, 16);
  say(`to be found in it: ${story.slow.route} is the slowest path of last week, since ${since}Z`);
  say("the demo is complete; the statistics show all of it within a few minutes");
}
