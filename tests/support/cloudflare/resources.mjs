import { randomBytes } from "node:crypto";
import { ok, parseJson, Refusal, toPage } from "./respond.mjs";

const newId = () => randomBytes(16).toString("hex");

/** KV namespaces, R2 buckets and queues: listed and made, each name once. */
export function answerResources({ method, path, query, body }, world) {
  switch (`${method} ${path}`) {
    case "GET /storage/kv/namespaces":
      return toPage(world.namespaces, query);
    case "POST /storage/kv/namespaces":
      return make(world.namespaces, "title", parseJson(body).title, world, 10014, { id: newId() });
    case "GET /queues":
      return toPage(world.queues.filter(isAsked(query)), query);
    case "POST /queues": {
      const extra = { queue_id: newId(), consumers: [] };
      return make(world.queues, "queue_name", parseJson(body).queue_name, world, 11009, extra);
    }
    case "GET /r2/buckets":
      return toBuckets(world.buckets, query);
    case "POST /r2/buckets":
      return make(world.buckets, "name", parseJson(body).name, world, 10004, {});
  }
  const [, bucketName] = /^\/r2\/buckets\/([a-z0-9-]+)$/.exec(path) ?? [];
  if (bucketName && method === "GET") return getBucket(world, bucketName);
  const consumers = /^\/queues\/([0-9a-f]+)\/consumers(?:\/([0-9a-f]+))?$/.exec(path);
  return consumers ? answerConsumers(method, consumers, body, world) : null;
}

const isAsked = (query) => (row) => !query.has("name") || query.get("name") === row.queue_name;

function make(rows, key, name, world, code, extra) {
  if (world.taken.has(name) || rows.some((row) => row[key] === name)) {
    throw new Refusal(409, code, `The name ${name} is taken`);
  }
  const row = { [key]: name, ...extra };
  rows.push(row);
  return ok(row);
}

function getBucket(world, name) {
  const bucket = world.buckets.find((row) => row.name === name);
  if (!bucket) throw new Refusal(404, 10006, "The specified bucket does not exist.");
  return ok(bucket);
}

/** R2 pages by cursor. */
function toBuckets(buckets, query) {
  const from = Number(query.get("cursor") ?? 0);
  const perPage = Math.min(Number(query.get("per_page") ?? 20), 100);
  const shown = buckets.slice(from, from + perPage);
  const next = from + perPage < buckets.length ? String(from + perPage) : undefined;
  return ok({ buckets: shown }, next ? { cursor: next, per_page: perPage } : { per_page: perPage });
}

function answerConsumers(method, [, queueId, consumerId], body, world) {
  const queue = world.queues.find((row) => row.queue_id === queueId);
  if (!queue) throw new Refusal(404, 11000, "Queue not found");
  if (method === "GET") return ok(queue.consumers);
  const asked = parseJson(body);
  if (method === "POST") {
    const consumer = { ...asked, script: asked.script_name, consumer_id: newId() };
    queue.consumers.push(consumer);
    return ok(consumer);
  }
  const at = queue.consumers.findIndex((row) => row.consumer_id === consumerId);
  queue.consumers[at] = { ...queue.consumers[at], ...asked };
  return ok(queue.consumers[at]);
}
