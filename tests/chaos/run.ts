import { messagePageSchema, type Message } from "../../lib/chat/schema";
import { readAnswer } from "../../lib/http/fetcher";
import { ChaosClient, type ChaosAccount } from "./client";
import { judge, type ChaosReport } from "./judge";

/** Something that befalls the server when so much (0 to 1) has been done. */
export type Blow = { at: number; strike(): Promise<void> };

type ChaosOptions = {
  /** Where clients find Plaza; a bad network may stand there. */
  url: string;
  /** Where the truth is read in the end. */
  trueUrl: string;
  roomId: string;
  accounts: ChaosAccount[];
  actions: number;
  seed: number;
  /** By `at`; one after the other. Nobody begins anything new while one lasts; what was begun goes on. */
  blows: Blow[];
  /** The network is good from here on. */
  onCalm(): void;
};

const settleWithinMs = 120_000;
/** After a long storm there is more to fetch. */
const settleMsAnAction = 20;
const lookEveryMs = 250;
const mostPages = 500;

/** Lets clients without a browser do so many things on bad networks, then compares what each of them holds with D1. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { url, trueUrl, roomId, accounts, actions, seed } = options;
  const clients = accounts.map(
    (account, index) => new ChaosClient(url, account, roomId, seed * 1_000 + index * 2),
  );
  const [first] = clients;
  if (!first) throw new Error("Chaos needs clients");
  for (const { sync } of clients) sync.start();
  await actAll(clients, actions, [...options.blows]);
  for (const { network } of clients) network.calmDown();
  options.onCalm();
  const truth = await settle(
    clients,
    () => readAll(trueUrl, roomId, first.account.cookie),
    Math.max(settleWithinMs, actions * settleMsAnAction),
  );
  const report = judge(clients, truth);
  for (const client of clients) client.stop();
  return report;
}

async function actAll(clients: ChaosClient[], actions: number, blows: Blow[]): Promise<void> {
  let begun = 0;
  let blow = Promise.resolve();
  const go = async (client: ChaosClient) => {
    for (;;) {
      await blow;
      if (begun >= actions) return;
      begun += 1;
      const [next] = blows;
      if (next && begun >= next.at * actions) {
        blows.shift();
        blow = blow.then(() => next.strike());
      }
      await client.act();
    }
  };
  await Promise.all(clients.map(go));
}

/** Waits until every client holds what the server has, or for as long as they may take. */
async function settle(
  clients: ChaosClient[],
  readTruth: () => Promise<Message[]>,
  withinMs: number,
): Promise<Message[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const truth = await readTruth();
    await Promise.all(clients.map(loadHistory));
    const text = JSON.stringify(truth);
    const isDone = clients.every((client) => client.isInStep(truth, text));
    if (isDone || Date.now() > deadline) return truth;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** What an outage made a client let go; a page that does not come is asked for at the next look. */
async function loadHistory({ sync }: ChaosClient): Promise<void> {
  for (let pages = 0; sync.getView().hasEarlier && pages < mostPages; pages += 1) {
    await sync.loadEarlier().catch(() => undefined);
  }
}

/** A connection that stood open may close in the moment in which it is used again: then nobody has answered. */
async function readAgain(url: string, cookie: string): Promise<Response> {
  const read = () => fetch(url, { headers: { cookie }, signal: AbortSignal.timeout(30_000) });
  return read().catch(read);
}

/** Every message of the room as D1 has it. */
export async function readAll(url: string, roomId: string, cookie: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? 0;
    const path = `/api/chat/rooms/${roomId}/messages?after=${after}&limit=100`;
    const response = await readAgain(url + path, cookie);
    const { status, headers } = response;
    const page = readAnswer({ status, headers, text: await response.text() }, messagePageSchema);
    all.push(...page.messages);
    if (!page.hasMore || page.messages.length === 0) return all;
  }
}
