import { importTypeScript } from "../../scripts/local/import-typescript.mjs";
import { pooled } from "../harness/http.mjs";
import { seeded, sum } from "../harness/numbers.mjs";

const minuteMs = 60_000;

/**
 * 250 of the browser's own room clients, whose sockets never open, for a minute in which somebody posts one message; against
 * clients that read the list they show (the newest 50, from D1) as often. Counted are D1 queries and bytes of bodies, of everything that
 * is asked after the first page.
 */
export async function run({ plaza, size }) {
  const { url, client, community } = await plaza();
  const { createRoomSync } = await importTypeScript("lib/sync/room-sync.ts");
  const { readAnswer } = await importTypeScript("lib/http/fetcher.ts");
  const people = await community.addPeople(size(250, 30));
  const roomId = await community.addRoom(people, 60);
  const outside = { client, readAnswer, url };
  const clients = people.map((person, index) => openClient(person, index, roomId, outside));
  const syncs = clients.map(({ person, effects }) =>
    createRoomSync({ roomId, userId: person.id, effects }),
  );
  for (const sync of syncs) sync.start();
  await until(() => syncs.every((sync) => sync.getView().status === "ready"), "first pages");
  for (const one of clients) one.spent.length = 0;

  const lengthMs = size(minuteMs, 10_000);
  await wait(lengthMs / 2);
  const body = "The one message of this minute";
  const path = `/api/chat/rooms/${roomId}/messages`;
  await client.post(path, { cookie: people[0].cookie }, { clientId: "one-a-minute", body });
  await wait(lengthMs / 2);
  const holds = (sync) => sync.getView().messages.some((message) => message.body === body);
  await until(() => syncs.every(holds), "the message on every client");
  for (const sync of syncs) sync.stop();

  const spent = clients.flatMap((one) => one.spent);
  const queries = sum(spent.map(({ d1 }) => d1));
  const bytes = sum(spent.map((one) => one.bytes));
  const lists = await pooled(4, size(500, 50), (index) =>
    client.get(`${path}?before=62&limit=50`, { cookie: people[index % people.length].cookie }),
  );
  // As often as our clients looked, which is less than nominally where the machine is slow.
  const looks = spent.filter((one) => one.path.endsWith("/meta")).length;
  const times = looks / lists.length;
  const listQueries = times * sum(lists.map(({ d1 }) => d1));
  const listBytes = times * sum(lists.map((one) => one.bytes));
  const toSaving = (what, unit, measured, reference, least) => ({
    what: `${what} of ${people.length} members in ${lengthMs / 1000} s, one message`,
    measured,
    unit,
    reference,
    referenceIs: "full lists",
    ratio: measured / reference,
    reach: `≥ ${100 * least} % fewer`,
    ok: 1 - measured / reference >= least,
  });
  return [
    toSaving("D1 queries", "queries", queries, listQueries, 0.98),
    toSaving("bytes", "bytes", bytes, listBytes, 0.95),
    {
      what: "requests of the clients, of them for messages",
      measured: spent.length,
      unit: "requests",
      reference: spent.filter(({ path: asked }) => asked.includes("/messages")).length,
      referenceIs: "for messages",
      ok: null,
    },
  ];
}

/** The outside of a browser that has no sockets, and one page. */
function openClient(person, index, roomId, { client, readAnswer, url }) {
  const random = seeded(index + 1);
  const spent = [];
  const timers = new Set();
  const headers = { cookie: person.cookie, origin: url };
  const effects = {
    async fetchJson(path, schema, init = {}) {
      if (path.endsWith("/tickets")) return { ticket: "blocked", url: "ws://blocked.example" };
      if (init.method && init.method !== "GET") throw new Error(`Nobody does ${path} here`);
      const answer = await client.get(path, headers);
      spent.push({ path, d1: answer.d1, bytes: answer.bytes });
      return readAnswer(
        { status: answer.status, headers: new Headers(), text: answer.text },
        schema,
      );
    },
    openSocket(_url, _protocols, listener) {
      setTimeout(() => listener.onClose({ code: 1006, reason: "" }), 0);
      return { send: () => undefined, close: () => undefined };
    },
    now: Date.now,
    random,
    newId: () => `${person.id}-${spent.length}`,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      timers.add(timer);
      return () => clearTimeout(timer);
    },
    isVisible: () => true,
    onWake: () => () => undefined,
    vault: null,
    openFile: () => Promise.reject(new Error("Nobody sends files here")),
    withLock: (_name, run) => run(),
    standFor: () => null,
    openChannel: () => ({ tell: () => undefined, close: () => undefined }),
  };
  return { person, effects, spent };
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isDone, what) {
  const deadline = Date.now() + minuteMs;
  while (!isDone()) {
    if (Date.now() > deadline) throw new Error(`Waited a minute for ${what}`);
    await wait(100);
  }
}
