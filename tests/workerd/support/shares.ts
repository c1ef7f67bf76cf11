import { env } from "cloudflare:workers";
import type { Person } from "../../../lib/auth/schema";
import type { ShareInputs } from "../../../lib/share/inputs";
import { createShare } from "../../../lib/share/service";
import { testDeps, type TestDeps } from "./deps";
import { pixel } from "./files";

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
