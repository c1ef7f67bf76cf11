import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../lib/auth/schema";
import {
  editMessage,
  joinRoom,
  leaveRoom,
  listRooms,
  markRead,
  markUnread,
  postMessage,
  removeMessage,
} from "../../lib/chat/service";
import { createChat, createPerson, post, withoutObject } from "./support/chat";
import { newIsolate, testDeps } from "./support/deps";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

type Action =
  | { do: "post" | "edit"; who: number; mentions: number | null }
  | { do: "remove" | "read" | "unread"; who: number; which: number }
  | { do: "join" | "leave"; who: number };

type Step = Action & { device: number };

/** A room in the plainest way: what stands in it, and how far each member has read. */
class ModelRoom {
  readonly messages: { id: string; author: number; mentions: number | null; isGone: boolean }[] =
    [];
  readonly readSeqs = new Map<number, number>();

  unreadOf(who: number) {
    const after = this.messages.slice(this.readSeqs.get(who) ?? 0);
    const left = after.filter(({ author, isGone }) => author !== who && !isGone);
    return {
      unread: left.length,
      mentions: left.filter(({ mentions }) => mentions === who).length,
    };
  }
}

const who = fc.nat(2);
const device = fc.nat(2);
const mentions = fc.option(fc.nat(2), { nil: null });
const stepArb: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant<"post">("post"), who, device, mentions }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant<"edit">("edit"), who, device, mentions }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom<"remove" | "read" | "unread">("remove", "read", "read", "unread"),
      who,
      device,
      which: fc.nat(30),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom<"join" | "leave">("join", "leave"), who, device }),
  },
);

describe("what the list of rooms counts as unread", () => {
  it("is what others wrote after my read position and nobody deleted, on whichever device I look", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArb, { minLength: 8, maxLength: 20 }), async (steps) => {
        const model = new ModelRoom();
        // One of the devices never reaches the room's object.
        const isolate = newIsolate();
        const device = () => testDeps({ isolate });
        const devices = [device(), device(), withoutObject(device())];
        const { roomId, persons } = await createChat(2, { kind: "public" });
        persons.push(await createPerson());
        model.readSeqs.set(0, 0).set(1, 0);
        for (const step of steps) {
          const deps = devices[step.device] ?? testDeps();
          await take(step, { deps, roomId, persons, model });
          for (const [index, person] of persons.entries()) {
            if (!model.readSeqs.has(index)) continue;
            const rooms = await listRooms(devices[(step.device + index) % 3] ?? deps, person);
            const { unread, mentions, readSeq } = rooms.find(({ id }) => id === roomId) ?? {};
            expect({ unread, mentions, readSeq }).toEqual({
              ...model.unreadOf(index),
              readSeq: model.readSeqs.get(index),
            });
          }
        }
      }),
      { numRuns: Number(process.env.UNREAD_RUNS ?? 12), endOnFailure: true },
    );
  }, 120_000);
});

type Scene = {
  deps: ReturnType<typeof testDeps>;
  roomId: string;
  persons: Person[];
  model: ModelRoom;
};

async function take(step: Step, { deps, roomId, persons, model }: Scene): Promise<void> {
  const person = persons[step.who]!;
  const readSeq = model.readSeqs.get(step.who);
  if (step.do === "join") {
    await joinRoom(deps, person, roomId);
    // Who comes has nothing to catch up on.
    if (readSeq === undefined) model.readSeqs.set(step.who, model.messages.length);
    return;
  }
  if (readSeq === undefined) return;
  const body = (named: number | null) =>
    named === null || named === step.who ? "words" : `hello <@${persons[named]!.id}>`;
  switch (step.do) {
    case "post": {
      const { message } = await postMessage(deps, person, roomId, post(body(step.mentions)));
      const { mentions } = step;
      model.messages.push({ id: message.id, author: step.who, mentions, isGone: false });
      return;
    }
    case "edit": {
      const last = model.messages.findLast(({ author, isGone }) => author === step.who && !isGone);
      if (!last) return;
      const edit = { roomId, messageId: last.id, body: `${body(step.mentions)} again` };
      await editMessage(deps, person, edit);
      last.mentions = step.mentions;
      return;
    }
    case "remove": {
      const mine = model.messages.filter(({ author }) => author === step.who);
      const message = mine[step.which % (mine.length || 1)];
      if (!message) return;
      await removeMessage(deps, person, { roomId, messageId: message.id });
      message.isGone = true;
      return;
    }
    case "read": {
      const seq = step.which % (model.messages.length + 1);
      if (seq === 0) return;
      await markRead(deps, person, roomId, seq);
      model.readSeqs.set(step.who, Math.max(readSeq, seq));
      return;
    }
    case "unread": {
      const seq = step.which % (model.messages.length + 1);
      if (seq === 0) return;
      await markUnread(deps, person, roomId, seq);
      model.readSeqs.set(step.who, Math.min(readSeq, seq));
      return;
    }
    case "leave":
      await leaveRoom(deps, person, roomId);
      model.readSeqs.delete(step.who);
  }
}
