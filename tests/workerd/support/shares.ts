import { env } from "cloudflare:workers";
import type { Person } from "../../../lib/auth/schema";
import type { ShareInputs } from "../../../lib/share/inputs";
import { createShare } from "../../../lib/share/service";
import type { IsolateState } from "../../../lib/platform/isolate";
import { z } from "zod";
import { newIsolate, testDeps, type TestDeps } from "./deps";
import { pixel } from "./files";
import { failing } from "./mortal";
import { createStaleKv, type StalePlace } from "./stale-kv";

export const origin = "https://plaza.example";

/** No names are looked up: the addresses of these tests lead nowhere. */
export const shareVariables = { SHARE_DOH_URL: "", LIMIT_SHARES_PER_MINUTE: "100000" };

export function shareDeps(options: Parameters<typeof testDeps>[0] = {}): TestDeps {
  return testDeps({ ...options, variables: { ...shareVariables, ...options.variables } });
}

/** A share of two images elsewhere. */
export function fromUrls(details: Partial<ShareInputs["details"]> = {}): ShareInputs {
  return {
    details: { title: "", prompt: "", style: "", expiresInDays: 30, ...details },
    images: {
      kind: "urls",
      generatedUrl: "https://images.example/after.png",
      originalUrl: "https://images.example/before.png",
    },
  };
}

/** A share of two files of one pixel. */
export function fromFiles(details: Partial<ShareInputs["details"]> = {}): ShareInputs {
  return {
    ...fromUrls(details),
    images: { kind: "files", generated: pixel, original: pixel },
  };
}

/** Creates a share and waits for what happens behind the answer; its id. */
export async function share(
  deps: TestDeps,
  owner: Pick<Person, "id">,
  inputs: ShareInputs = fromUrls(),
): Promise<string> {
  const { share: created } = await createShare(deps, owner, inputs, origin);
  await deps.settled();
  return created.id;
}

type Row = {
  state: string;
  title: string;
  prompt: string;
  generated_image: string | null;
  generated_remote_url: string | null;
  expires_at: number;
  purge_at: number | null;
  views: number;
  client_id: string;
};

/** A share as D1 has it. */
export async function readShareRow(id: string): Promise<Row | null> {
  return env.DB.prepare("SELECT * FROM shares WHERE id = ?").bind(id).first<Row>();
}

/** The names of a share's objects in R2. */
export async function listObjects(id: string): Promise<string[]> {
  const { objects } = await env.MEDIA_BUCKET.list({ prefix: `shares/${id}/` });
  return objects.map(({ key }) => key.slice(`shares/${id}/`.length));
}

/** How often something was counted in the isolate of `deps`, over all labels given. */
export function counted(deps: TestDeps, name: string, labels: Record<string, string> = {}): number {
  const { counters, timers } = deps.counters.snapshot();
  return [...counters, ...timers]
    .filter((series) => series.name === name)
    .filter((series) =>
      Object.entries(labels).every(([label, value]) => series.labels[label] === value),
    )
    .reduce((sum, { count }) => sum + count, 0);
}

export type SharePlace = {
  kv: StalePlace;
  /** A request to this place's isolate. */
  deps: () => TestDeps;
  /** The same where D1 answers statements that match with a failure. */
  without: (statements: RegExp, failure: Error) => TestDeps;
};

/** Isolates in places of their own, under one clock, with one D1 and R2 and a KV as Cloudflare's is. */
export function openPlaces(weaknesses: Parameters<typeof createStaleKv>[2] = {}) {
  let time = Date.now();
  const now = () => time;
  const world = createStaleKv(env.SHARE_DATA_KV, now, weaknesses);
  /** Another isolate, in a place of its own or in that of `kv`. */
  const place = (isolate: IsolateState = newIsolate(), kv = world.place()): SharePlace => {
    const deps = () => {
      const own = shareDeps({ now, isolate });
      return { ...own, bindings: { ...own.bindings, SHARE_DATA_KV: kv.kv } };
    };
    const without = (statements: RegExp, failure: Error) => failing(deps(), statements, failure);
    return { kv, deps, without };
  };
  return { now, pass: (ms: number) => void (time += ms), place };
}

const listSchema = z.object({ ids: z.array(z.string()) });

/** The ids of the snapshot under `share:list`. */
export async function readListedIds(): Promise<string[]> {
  const text = await env.SHARE_DATA_KV.get("share:list");
  return text === null ? [] : listSchema.parse(JSON.parse(text)).ids;
}

/** Asks for one image of a share, to show it. */
export const show = (side: "generated" | "original", headers = new Headers()) => ({
  side,
  headers,
  isDownload: false,
});

/** A share that KV did not take. */
export async function shareWithoutCopy(
  place: SharePlace,
  owner: Person,
  details = {},
): Promise<string> {
  Object.assign(place.kv, { fault: "throw", faulty: "writes" });
  const id = await share(place.deps(), owner, fromUrls(details));
  place.kv.fault = "none";
  return id;
}
