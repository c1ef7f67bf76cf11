import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { readArgs, toCount } from "./args.mjs";
import { root } from "./paths.mjs";
import { ClearError, explainFileError, say } from "./say.mjs";
import { generateTraffic } from "./traffic/generate.mjs";
import { findOperator } from "./traffic/operator.mjs";
import { listProductRoutes } from "./traffic/routes.mjs";
import { assertOperator } from "./traffic/post-replay.mjs";
import { sendLines, toLines } from "./traffic/send-lines.mjs";

const usage =
  "npm run simulate -- --requests 10000 --paths 40 --days 7 [--seed S] [--out FILE] [--url http://localhost:8788]";
const names = {
  requests: "string",
  paths: "string",
  days: "string",
  seed: "string",
  out: "string",
  url: "string",
};

/**
 * `npm run simulate`: sends believable traffic of the last days through the pipeline of a running Plaza, or writes it
 * into a file (`.gz` packs it). The same seed within the same hour is the same traffic, which counts once.
 */
export async function main(args) {
  const { values, files } = readArgs(args, names, usage);
  if (files.length > 0) throw new ClearError(`"${files[0]}" is too much. Usage: ${usage}`);
  const options = {
    requests: toCount(values.requests ?? 10_000, "requests", 100_000_000),
    paths: toCount(values.paths ?? 40, "paths", 5_000),
    days: toCount(values.days ?? 7, "days", 88),
    seed: values.seed ?? randomBytes(4).toString("hex"),
    end: Date.now(),
    productRoutes: listProductRoutes(root),
  };
  const { events, story } = generateTraffic(options);
  tell(options, story);
  if (values.out) await write(values.out, events);
  else await send(findOperator(values.url), events, options.requests);
}

function tell({ requests, paths, days, seed }, { failing, slow }) {
  const at = (time) => new Date(time).toISOString().slice(0, 16).replace("T", " ");
  say(`${requests} requests of ${days} days over ${paths} paths, seed ${seed}`);
  say(`to be found in it: ${failing.route} fails from ${at(failing.from)} for two hours,`);
  say(`  ${slow.route} is slow since ${at(slow.from)} (UTC)`);
}

async function send(operator, events, requests) {
  await assertOperator(operator);
  const progress = ({ accepted }) =>
    say(`  ${accepted} sent (${Math.floor((accepted / requests) * 100)} %)`);
  const { refused, errors } = await sendLines(operator, toLines(events), progress);
  if (refused === 0) return say("all of it is on its way into the statistics");
  for (const { line, message } of errors) console.error(`  event ${line}: ${message}`);
  process.exitCode = 1;
}

async function write(path, events) {
  function* lines() {
    for (const { text } of toLines(events)) yield `${text}\n`;
  }
  const steps = path.endsWith(".gz") ? [createGzip()] : [];
  try {
    await pipeline(Readable.from(lines()), ...steps, createWriteStream(path));
  } catch (error) {
    throw explainFileError(error, path);
  }
  say(`written to ${path}`);
}
