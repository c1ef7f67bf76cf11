import "./quiet.mjs";
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { Log, LogLevel, Miniflare, convertV4MiniflareOptions } from "miniflare";
import { driveCrons } from "./crons.mjs";
import { applyMigrations } from "./migrations.mjs";
import { root } from "./paths.mjs";
import { endLeftovers, recordProcesses } from "./processes.mjs";
import { ClearError, explainFileError } from "./say.mjs";
import { collectVariables } from "./variables.mjs";
import { describeBuiltSite, describeWorkers, listCrons, listDatabases } from "./workers.mjs";

const neededBytes = 32 * 1024 ** 2;

/**
 * Starts the whole product in this process: the site, the sidecar workers, D1, KV, R2, queues, objects and crons, on
 * one port, with its state in `stateDir`.
 *
 * `siteDir` is a built site (`findOrBuildSite`); `site` describes another one instead. `adjust` may change Miniflare's
 * options of each worker. `variables` win over `.dev.vars` and the environment. `onLine(level, text)` gets what the
 * workers log; `onDeath(reason)` hears when the runtime ended by itself. Answers
 * `{url, miniflare, applied, ended, stop, reload}` (`reload({site, variables})` bundles the workers anew); throws a
 * `ClearError` for a taken port or a directory that cannot be used.
 */
export async function startPlaza(options) {
  const { siteDir, host = "127.0.0.1", port = 8788, onLine = () => {} } = options;
  const { adjust = (worker) => worker } = options;
  const stateDir = resolve(root, options.stateDir ?? ".plaza");
  openStateDir(stateDir);
  const ended = await endLeftovers(stateDir);
  await assertPortFree(host, port);
  const processes = recordProcesses(stateDir, options.onDeath ?? (() => {}));
  let miniflare;
  let crons;
  const stop = async () => {
    crons?.stop();
    processes.expectEnd();
    await miniflare?.dispose();
    processes.forget();
  };
  try {
    const toMiniflare = async ({ site, variables }) => {
      const workers = await describeWorkers({ site, variables: collectVariables(variables) });
      const common = shared({ host, port, stateDir, onLine });
      return convertV4MiniflareOptions({ ...common, workers: workers.map(adjust) });
    };
    const site = options.site ?? describeBuiltSite(siteDir);
    miniflare = new Miniflare(await toMiniflare({ site, variables: options.variables }));
    await miniflare.ready;
    const applied = await migrate(miniflare);
    crons = driveCrons(miniflare, listCrons(), (error) => onLine("error", String(error)));
    const url = `http://${host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host}:${port}`;
    processes.setUrl(url);
    const reload = async (changed) => {
      processes.expectEnd();
      await miniflare.setOptions(await toMiniflare(changed));
      processes.expectLife();
    };
    return { url, miniflare, applied, ended, stop, reload };
  } catch (error) {
    await stop();
    throw error?.code === "ERR_ADDRESS_IN_USE" ? portTaken(port) : error;
  }
}

function shared({ host, port, stateDir, onLine }) {
  return {
    host,
    port,
    // Otherwise Miniflare asks the internet what a visitor's `request.cf` looks like.
    cf: false,
    telemetry: { enabled: false },
    logRequests: false,
    log: new Log(LogLevel.WARN),
    // Lets crons be fired by a request.
    unsafeTriggerHandlers: true,
    resourcePersistencePath: join(stateDir, "storage"),
    handleStructuredLogs: ({ level, message }) => onLine(level, message),
  };
}

async function migrate(miniflare) {
  const applied = [];
  for (const { binding, workerName, migrationsDir } of listDatabases()) {
    const database = await miniflare.getD1Database(binding, workerName);
    applied.push(...(await applyMigrations(database, migrationsDir)));
  }
  return applied;
}

function openStateDir(stateDir) {
  try {
    if (!existsSync(stateDir)) mkdirSync(stateDir, { recursive: true });
  } catch (error) {
    throw explainFileError(error, stateDir);
  }
  // The databases would find out in the middle of a write.
  const { bavail, bsize } = statfsSync(stateDir);
  if (bavail * bsize < neededBytes) throw explainFileError({ code: "ENOSPC" }, stateDir);
}

/** workerd would take seconds to say so, and in many lines. */
function assertPortFree(host, port) {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once("error", (error) => {
      if (error.code === "EADDRINUSE") taken(portTaken(port));
      else if (error.code === "EACCES") taken(new ClearError(`port ${port} needs more rights`));
      else taken(new ClearError(`cannot listen on ${host}:${port} (${error.code})`));
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => free()));
  });
}

const portTaken = (port) =>
  new ClearError(`port ${port} is taken; choose another one with PORT=… npm start`);
