import type { Message } from "../../lib/chat/schema";
import type { ChaosClient } from "./client";
import type { Verdict } from "./ledger";

export type ChaosReport = {
  sent: number;
  /** Of them, those that the server said it has. */
  acknowledged: number;
  /** Of them, those that a client still shows as on their way. */
  waiting: number;
  delivered: number;
  lost: string[];
  /** Of the lost ones, those that had been acknowledged. */
  lostAcknowledged: string[];
  doubled: string[];
  /** Authors whose messages stand in another order than they wrote them. */
  outOfOrder: string[];
  /** Places in the room that nobody or more than one message has. */
  gaps: number;
  /** Clients that hold something else than the server. */
  different: string[];
  edits: Verdict;
  deletes: Verdict;
  reactions: Verdict;
};

/** Holds what the clients wrote, were told and hold against what D1 has. */
export function judge(clients: ChaosClient[], truth: Message[]): ChaosReport {
  const text = JSON.stringify(truth);
  const byId = new Map(truth.map((message) => [message.id, message]));
  const fates = clients.map((client) => judgeMessages(client, truth));
  const sum = (kind: "edits" | "deletes" | "reactions"): Verdict => {
    const verdicts = clients.map(({ ledger }) => ledger.judge(kind, byId));
    return {
      asked: verdicts.reduce((total, { asked }) => total + asked, 0),
      acknowledged: verdicts.reduce((total, { acknowledged }) => total + acknowledged, 0),
      wrong: verdicts.flatMap(({ wrong }) => wrong),
    };
  };
  return {
    sent: clients.reduce((total, { sent }) => total + sent.length, 0),
    acknowledged: clients.reduce((total, { network }) => total + network.acknowledged.size, 0),
    waiting: clients.reduce((total, { sync }) => total + sync.getView().outgoing.length, 0),
    delivered: truth.length,
    lost: fates.flatMap(({ lost }) => lost),
    lostAcknowledged: fates.flatMap(({ lostAcknowledged }) => lostAcknowledged),
    doubled: fates.flatMap(({ doubled }) => doubled),
    outOfOrder: fates.flatMap(({ outOfOrder }) => outOfOrder),
    gaps: truth.filter(({ seq }, index) => seq !== index + 1).length,
    different: clients
      .filter((client) => !client.isInStep(truth, text))
      .map(({ account }) => account.name),
    edits: sum("edits"),
    deletes: sum("deletes"),
    reactions: sum("reactions"),
  };
}

function judgeMessages({ account, sent, network }: ChaosClient, truth: Message[]) {
  const arrived = truth.filter(({ authorId }) => authorId === account.id);
  // A deleted one has no words left: it is known by its number among what its author wrote.
  const ids = arrived.map(({ clientId }) => clientId);
  const numbers = ids.map((id) => Number(/-(\d+)-of-the-chaos$/.exec(id)?.[1]));
  const times = (index: number) => numbers.filter((number) => number === index + 1).length;
  const isMixed = numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0));
  return {
    lost: sent.filter((_, index) => times(index) === 0),
    lostAcknowledged: [...network.acknowledged].filter((id) => !ids.includes(id)),
    doubled: sent.filter((_, index) => times(index) > 1),
    outOfOrder: isMixed ? [account.name] : [],
  };
}
