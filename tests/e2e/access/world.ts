import { randomUUID } from "node:crypto";
import { ask, enter, newSubscription, type Caller, type makeCallers, type Role } from "./roles";
import { drawMountains } from "../fixtures/pictures";

/** Stands in the private room and in what is said there: whoever may not see the room must never read it. */
export const secretWord = `zanzibar${randomUUID().slice(0, 8)}`;

export type People = Awaited<ReturnType<typeof makeCallers>>;
export type Kind = "private" | "public";

/** Rooms, the things in them and what belongs to people, made when a call first needs them. */
export class World {
  private readonly things = new Map<string, Promise<string>>();

  constructor(
    readonly url: string,
    readonly people: People,
  ) {}

  caller(role: Role): Caller {
    return this.people.callers[role];
  }

  get targetId(): string {
    return this.people.targetId;
  }

  /** The room of this kind that every role stands to as its name says. */
  room(kind: Kind): Promise<string> {
    return this.once(`room ${kind}`, async () => {
      const id = await this.openRoom(kind);
      await this.post(id, "owner", `The first words of ${this.wordOf(id)}`);
      await this.silence(id);
      return id;
    });
  }

  /** A room that only the owner is in; from which one role is banned. */
  emptyRoom(kind: Kind): Promise<string> {
    return this.once(`empty room ${kind}`, async () => {
      const id = await this.newRoom(kind, "empty");
      await this.as("owner", "PUT", `/api/chat/rooms/${id}/bans/${this.caller("shut-out").id}`, {});
      return id;
    });
  }

  /** Of the owner and the member. */
  directRoom(): Promise<string> {
    return this.once("direct room", async () => {
      const data = { kind: "direct", memberIds: [this.caller("member").id] };
      const { room } = await this.as<{ room: { id: string } }>(
        "owner",
        "POST",
        "/api/chat/rooms",
        data,
      );
      await this.post(room.id, "owner", `Between us: ${secretWord}`);
      return room.id;
    });
  }

  async message(roomId: string, by: "owner" | "member" = "owner"): Promise<string> {
    return this.once(`message ${roomId} ${by}`, () =>
      this.post(roomId, by, `Of ${this.wordOf(roomId)}`),
    );
  }

  /** Brings the target back in, whoever took them out. */
  async memberId(roomId: string): Promise<string> {
    const id = this.targetId;
    return this.once(`target ${roomId}`, async () => {
      // What a moderator has decided about a public room is no owner's to lift.
      const isPublic = roomId === this.people.publicRooms.full;
      const path = `/api/chat/rooms/${roomId}/bans/${id}`;
      await this.as(isPublic ? "admin" : "owner", "DELETE", path);
      await this.as("owner", "POST", `/api/chat/rooms/${roomId}/members`, { userIds: [id] });
      return id;
    });
  }

  /** The address that posts into the room, as `{id}/{secret}`. */
  async hook(roomId: string): Promise<string> {
    return this.once(`hook ${roomId}`, async () => {
      const path = `/api/chat/rooms/${roomId}/hooks`;
      const { url } = await this.as<{ url: string }>("owner", "POST", path, { name: "A hook" });
      return new URL(url).pathname.replace("/api/hooks/", "");
    });
  }

  invitation(roomId: string): Promise<string> {
    return this.once(`invitation ${roomId}`, async () => {
      const path = `/api/chat/rooms/${roomId}/invitations`;
      return (await this.as<{ token: string }>("owner", "POST", path)).token;
    });
  }

  bot(): Promise<string> {
    return this.made("bot", "owner", "/api/me/bots", { name: "Another bot" }, "bot");
  }

  token(): Promise<string> {
    const data = { name: "A token", scopes: ["chat:read"] };
    return this.made("token", "owner", "/api/me/tokens", data, "token");
  }

  link(): Promise<string> {
    const view = {
      ...{ range: "24h", from: null, to: null, compare: false, method: null, status: null },
      ...{ country: null, bot: null, q: "", path: null, granularity: null },
      ...{ sort: "requests", descending: true, live: false },
    };
    return this.made("link", "admin", "/api/admin/dashboard-links", { name: "L", view }, "link");
  }

  share(): Promise<string> {
    return this.once("share", async () => {
      const form = this.shareForm();
      const { headers } = this.caller("owner");
      const answer = await fetch(`${this.url}/api/share`, { method: "POST", headers, body: form });
      const { id }: { id: string } = await answer.json();
      return id;
    });
  }

  shareForm(): FormData {
    const picture = drawMountains({ width: 16, height: 16 }, "grey");
    const form = new FormData();
    form.set("generated", new File([new Uint8Array(picture)], "a.png", { type: "image/png" }));
    return form;
  }

  /** A file that the owner has posted into the room. */
  attachment(roomId: string): Promise<string> {
    return this.once(`attachment ${roomId}`, async () => {
      const form = new FormData();
      form.set("file", new File([`Minutes of ${this.wordOf(roomId)}`], "minutes.txt"));
      const { headers } = this.caller("owner");
      const path = `${this.url}/api/chat/uploads`;
      const answer = await fetch(path, { method: "POST", headers, body: form });
      const { id }: { id: string } = await answer.json();
      await this.post(roomId, "owner", "With a file", [id]);
      return id;
    });
  }

  /** A picture of the owner, as `{userId}/{hash}`. */
  avatar(): Promise<string> {
    return this.once("avatar", async () => {
      const body = new Uint8Array(drawMountains({ width: 16, height: 16 }, "dusk"));
      const { headers } = this.caller("owner");
      const path = `${this.url}/api/me/picture`;
      const answer = await fetch(path, { method: "PUT", headers, body });
      const { image }: { image: string } = await answer.json();
      return image.replace("/api/media/avatars/", "");
    });
  }

  /** The id of a second session of the owner. */
  session(): Promise<string> {
    return this.once("session", async () => {
      const { ownerAccount } = this.people;
      if (!ownerAccount) throw new Error("The owner has no account");
      const second = await enter(this.url, ownerAccount);
      const { sessions } = await ask<{ sessions: { sid: string; current: boolean }[] }>(
        this.url,
        "/api/me/sessions",
        second,
        { method: "GET" },
      );
      return sessions.find(({ current }) => current)?.sid ?? "";
    });
  }

  /** A browser of the owner that takes pushes. */
  browser(): Promise<string> {
    return this.once("browser", async () => {
      const path = "/api/push/subscriptions";
      return (await this.as<{ id: string }>("owner", "PUT", path, newSubscription())).id;
    });
  }

  /** Makes things of this kind anew when they are needed again. */
  forget(kind: string): void {
    for (const name of this.things.keys())
      if (name.split(" ")[0] === kind) this.things.delete(name);
  }

  async as<T>(role: "owner" | "member" | "admin", method: string, path: string, data?: unknown) {
    return ask<T>(this.url, path, this.caller(role), { method, data });
  }

  private once(name: string, make: () => Promise<string>): Promise<string> {
    const thing = this.things.get(name) ?? make();
    this.things.set(name, thing);
    return thing;
  }

  private made(name: string, by: "owner" | "admin", path: string, data: object, field: string) {
    return this.once(name, async () => {
      const answer = await this.as<Record<string, { id: string }>>(by, "POST", path, data);
      return answer[field]?.id ?? "";
    });
  }

  private async newRoom(kind: Kind, use: "full" | "empty"): Promise<string> {
    if (kind === "public") return this.people.publicRooms[use];
    const data = { kind, name: "Of the owner" };
    const path = "/api/chat/rooms";
    return (await this.as<{ room: { id: string } }>("owner", "POST", path, data)).room.id;
  }

  private async openRoom(kind: Kind): Promise<string> {
    const id = await this.newRoom(kind, "full");
    const word = this.wordOf(id);
    await this.as("owner", "PATCH", `/api/chat/rooms/${id}`, {
      name: `Room of ${word}`,
      topic: `About ${word}`,
    });
    const userIds = (["member", "muted", "shut-out"] as const).map((role) => this.caller(role).id);
    const path = `/api/chat/rooms/${id}/members`;
    await this.as("owner", "POST", path, { userIds: [...userIds, this.targetId] });
    await this.as("owner", "PUT", `/api/me/bots/${this.people.botId}/rooms/${id}`);
    return id;
  }

  private wordOf(roomId: string): string {
    return Object.values(this.people.publicRooms).includes(roomId) ? "everybody" : secretWord;
  }

  private async silence(roomId: string): Promise<void> {
    const path = `/api/chat/rooms/${roomId}`;
    const data = { seconds: 24 * 60 * 60 };
    await this.as("owner", "PUT", `${path}/mutes/${this.caller("muted").id}`, data);
    await this.as("owner", "PUT", `${path}/bans/${this.caller("shut-out").id}`, {});
  }

  private async post(
    roomId: string,
    by: "owner" | "member",
    body: string,
    attachmentIds: string[] = [],
  ): Promise<string> {
    const path = `/api/chat/rooms/${roomId}/messages`;
    const data = { clientId: randomUUID(), body, attachmentIds };
    const { message } = await this.as<{ message: { id: string } }>(by, "POST", path, data);
    return message.id;
  }
}
