import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { bundleWorker } from "../../scripts/local/bundle-worker.mjs";
import { applyMigrations } from "../../scripts/local/migrations.mjs";
import { root } from "../../scripts/local/paths.mjs";

const migrations = { DB: "drizzle/migrations/db", TRAFFIC_DB: "drizzle/migrations/traffic" };

/**
 * A part of the product alone in an isolate of a workerd of its own: `entry` is bundled (with esbuild's `plugins`), `options`
 * are Miniflare's of the worker (bindings of D1 named in `migrations` get their tables). Answers
 * `{url, call, miniflare, directory, readCpuMs, close}`; `call(path, body)` posts and answers the JSON.
 */
export async function openWorker({ entry, plugins = [], inspector = false, ...options }) {
  const directory = await mkdtemp(join(tmpdir(), "plaza-bench-"));
  const before = new Set(listRuntimes());
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      telemetry: { enabled: false },
      logRequests: false,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: () => {},
      resourcePersistencePath: directory,
      ...(inspector && { inspectorPort: 0 }),
      workers: [
        {
          name: "bench",
          modules: [
            {
              type: "ESModule",
              path: join(root, "bundle.mjs"),
              contents: await bundleWorker(entry, { plugins }),
            },
          ],
          modulesRoot: root,
          compatibilityDate: "2026-11-01",
          compatibilityFlags: ["nodejs_compat"],
          ...options,
        },
      ],
    }),
  );
  const url = await miniflare.ready;
  for (const binding of Object.keys(options.d1Databases ?? {})) {
    await applyMigrations(await miniflare.getD1Database(binding), join(root, migrations[binding]));
  }
  const pid = listRuntimes().find((one) => !before.has(one));
  return {
    url,
    miniflare,
    directory,
    async call(path, body) {
      const response = await fetch(new URL(path, url), { method: "POST", body });
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
      return response.json();
    },
    readCpuMs: () => (pid === undefined ? null : readCpuMs(pid)),
    async close() {
      await miniflare.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The runtimes that this process has started, where the system tells (Linux). */
function listRuntimes() {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        const stat = readStat(pid);
        return stat?.name === "workerd" && stat.parent === process.pid;
      });
  } catch {
    return [];
  }
}

/** Processor time of a process so far, its own and the kernel's for it; in steps of 10 ms. */
function readCpuMs(pid) {
  const { user, system } = readStat(pid);
  return (user + system) * 10;
}

/** proc(5): what follows the name in parentheses is state, parent …, utime and stime in ticks of 1/100 s. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = text.lastIndexOf(")");
    const fields = text.slice(end + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, end),
      parent: Number(fields[1]),
      user: Number(fields[11]),
      system: Number(fields[12]),
    };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
