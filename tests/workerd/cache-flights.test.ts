import { env } from "cloudflare:workers";
import { expect, it } from "vitest";

const ask = (query: string, signal?: AbortSignal) =>
  env.FLIGHTS.fetch(`https://flights.test/?${query}`, { signal });
const countLoads = async () =>
  Number(await (await env.FLIGHTS.fetch("https://flights.test/loads")).text());

it("requests with contexts of their own share one load", async () => {
  const before = await countLoads();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask("key=a&ms=100")));
  const numbers = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(numbers).size).toBe(1);
  expect((await countLoads()) - before).toBe(1);
});

it("waiters get their answer when the leader's client goes away", async () => {
  const before = await countLoads();
  const client = new AbortController();
  const leader = ask("key=b&ms=300", client.signal).catch((error: unknown) => error);
  await expect.poll(countLoads).toBe(before + 1);
  const waiters = Promise.all(Array.from({ length: 20 }, () => ask("key=b&ms=0")));
  client.abort();
  expect(await leader).toBeInstanceOf(Error);
  expect((await waiters).map(({ status }) => status)).toEqual(
    Array.from({ length: 20 }, () => 200),
  );
  expect((await countLoads()) - before).toBeLessThanOrEqual(2);
});

it("waiters answer for themselves when the leader hangs", async () => {
  const before = await countLoads();
  const leader = ask("key=c&hang").catch((error: unknown) => error);
  await expect.poll(countLoads).toBe(before + 1);
  const waiters = await Promise.all(Array.from({ length: 20 }, () => ask("key=c&ms=0")));
  expect(waiters.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect((await countLoads()) - before).toBe(2);
  await leader;
});
