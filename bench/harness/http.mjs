import { Agent, request } from "node:http";

const timeoutMs = 30_000;

/**
 * Asks over connections that stay open. `get(path, headers)` answers `{status, text, bytes, ms, d1, redis}`: the time from
 * sending to the last byte, the body's size, and what `Server-Timing` says the answer cost.
 */
export function createClient(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const send = (method, path, { headers = {}, body } = {}, startedAt = performance.now()) =>
    new Promise((resolve, reject) => {
      const options = { method, agent, headers, timeout: timeoutMs };
      const sent = request(url + path, options, (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          const data = Buffer.concat(chunks);
          resolve({
            status: answer.statusCode,
            text: data.toString(),
            bytes: data.length,
            ms: performance.now() - startedAt,
            ...toCost(answer.headers["server-timing"]),
          });
        });
      });
      sent.on("timeout", () => sent.destroy(new Error(`${path} took over ${timeoutMs} ms`)));
      sent.on("error", (error) => {
        // The server closed a connection that stood open in the moment in which we used it again: nobody has answered.
        const isStale = sent.reusedSocket && error.code === "ECONNRESET";
        if (isStale) resolve(send(method, path, { headers, body }, startedAt));
        else reject(error);
      });
      sent.end(body);
    });
  return {
    async get(path, headers) {
      return assertGood(path, await send("GET", path, { headers }));
    },
    async post(path, headers, value) {
      const body = JSON.stringify(value ?? {});
      const all = { ...headers, origin: url, "content-type": "application/json" };
      return assertGood(path, await send("POST", path, { headers: all, body }));
    },
    close: () => agent.destroy(),
  };
}

function assertGood(path, answer) {
  if (answer.status < 200 || answer.status > 299) {
    throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  }
  return answer;
}

function toCost(header = "") {
  const read = (name) =>
    Number(new RegExp(`${name};desc="(\\d+)"`).exec(header)?.[1] ?? Number.NaN);
  return { d1: read("d1"), redis: read("redis") };
}

/**
 * Sends `count` requests, `perSecond` of them a second, each at its time whether the earlier ones are answered or not.
 * `send(index)` gives a promise; answers all of them, in order.
 */
export async function paced(perSecond, count, send) {
  const startedAt = performance.now();
  const answers = [];
  for (let index = 0; index < count; index += 1) {
    const waitMs = startedAt + (index * 1000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const answer = send(index);
    // Looked at when all are sent; until then nobody awaits it.
    answer.catch(() => undefined);
    answers.push(answer);
  }
  return Promise.all(answers);
}

/** Runs `send(index)` for 0 … count - 1, so many at a time; answers in order. */
export async function pooled(atOnce, count, send) {
  const answers = new Array(count);
  let next = 0;
  const work = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      answers[index] = await send(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work));
  return answers;
}
