import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countView, tidyShares } from "../../lib/share/service";
import { createPerson } from "./support/chat";
import { newIsolate } from "./support/deps";
import { mortal } from "./support/mortal";
import { fromUrls, openPlaces, readShareRow, share, type SharePlace } from "./support/shares";

const stranger = { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0", viewerId: null };
const dayMs = 24 * 3_600_000;

async function openShare(place: SharePlace) {
  const owner = await createPerson();
  return { id: await share(place.deps(), owner, fromUrls()), ownerId: owner.id };
}

const viewsOf = async (id: string) => (await readShareRow(id))?.views;

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM share_view_batches").run();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("views of a share", () => {
  it("go to D1 a hundred at a time, in two statements", async () => {
    const place = openPlaces().place();
    const shown = await openShare(place);
    const first = place.deps();
    // The first one sleeps; it is of no concern here.
    const sleeper = { ...first, waitUntil: () => undefined };
    for (let view = 0; view < 99; view += 1) countView(sleeper, shown, stranger);
    expect(await viewsOf(shown.id)).toBe(0);
    const last = place.deps();
    countView(last, shown, stranger);
    await last.settled();
    expect(await viewsOf(shown.id)).toBe(100);
    expect(last.cost.d1Queries).toBe(2);
  });

  it("go after ten seconds when there are few", async () => {
    const place = openPlaces().place();
    const shown = await openShare(place);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const [one, two] = [place.deps(), place.deps()];
    countView(one, shown, stranger);
    countView(two, shown, stranger);
    await two.settled();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(one.cost.d1Queries).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await one.settled();
    expect(await viewsOf(shown.id)).toBe(2);
  });

  it("are not those of programs, nor of its owner", async () => {
    const place = openPlaces().place();
    const shown = await openShare(place);
    const deps = place.deps();
    const views = [
      { userAgent: null, viewerId: null },
      { userAgent: "Googlebot/2.1 (+http://www.google.com/bot.html)", viewerId: null },
      { userAgent: "facebookexternalhit/1.1", viewerId: null },
      { ...stranger, viewerId: shown.ownerId },
    ];
    for (let round = 0; round < 30; round += 1) {
      for (const view of views) countView(deps, shown, view);
    }
    await deps.settled();
    expect(deps.cost.d1Queries).toBe(0);
  });

  it("of a batch whose outcome nobody heard of are sent again, and count once", async () => {
    const world = openPlaces();
    const isolate = newIsolate();
    const place = world.place(isolate);
    const shown = await openShare(place);
    for (const moment of ["after", "before"] as const) {
      const dying = mortal(place.deps(), { at: /share_view_batches/, nth: 1, moment });
      for (let view = 0; view < 100; view += 1) countView(dying, shown, stranger);
      await expect.poll(() => viewsOf(shown.id)).toBe(moment === "after" ? 100 : 200);
      world.pass(60_000);
      const next = place.deps();
      for (let view = 0; view < 100; view += 1) countView(next, shown, stranger);
      const expected = moment === "after" ? 200 : 400;
      await expect.poll(() => viewsOf(shown.id)).toBe(expected);
    }
  });

  it("of several isolates add up", async () => {
    const world = openPlaces();
    const places = [world.place(), world.place(), world.place()];
    const shown = await openShare(world.place());
    const requests = places.flatMap((place) => Array.from({ length: 100 }, () => place.deps()));
    for (const deps of requests) countView(deps, shown, stranger);
    await expect.poll(() => viewsOf(shown.id)).toBe(300);
  });

  it("of an isolate that has been silent for two days leave no mark", async () => {
    const world = openPlaces();
    const shown = await openShare(world.place());
    const deps = world.place().deps();
    for (let view = 0; view < 100; view += 1) countView(deps, shown, stranger);
    await expect.poll(() => viewsOf(shown.id)).toBe(100);
    const marks = () => env.DB.prepare("SELECT count(*) AS n FROM share_view_batches").first("n");
    await tidyShares(world.place().deps());
    expect(await marks()).toBe(1);
    world.pass(2 * dayMs + 1);
    await tidyShares(world.place().deps());
    expect(await marks()).toBe(0);
  });
});
