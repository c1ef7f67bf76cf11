import { isProblemCode, PlazaError } from "../http/problem";
import type { createCompanyKeeper } from "./company-keeper";
import { toShownProblem } from "./failures";
import type { RoomNews } from "./room-line";
import { applyChangePage, applyFrame, hear, isBehind, type RoomState } from "./room-state";
import type { RoomStore } from "./room-store";

type FollowerOptions = {
  store: RoomStore;
  company: ReturnType<typeof createCompanyKeeper>;
  updateRoom(change: (state: RoomState) => RoomState): void;
  /** Something is missing here; it may be on its way from the page that leads. */
  onBehind(): void;
  onLeft(error: PlazaError): void;
};

/**
 * Takes what the page with the connection tells by the same rules as what the server tells: who misses news, or hears
 * them late or twice, is behind and knows it, never wrong.
 */
export function createFollower(options: FollowerOptions): (news: RoomNews) => void {
  const { store, company, updateRoom, onBehind, onLeft } = options;

  function takeState(news: Extract<RoomNews, { type: "state" }>): void {
    const { connection, epoch, rev, lastSeq, lastSyncAt, problem } = news;
    if (news.company) company.join(news.company);
    if (connection.socket !== "live") company.leave();
    const known = store.get();
    if (!sameConnection(connection, known.connection)) store.change({ connection });
    if (store.getView().status === "ready" && problem !== (known.problem?.code ?? null)) {
      const code = isProblemCode(problem) ? problem : null;
      store.change({ problem: code && toShownProblem(new PlazaError(code)) });
    }
    if (epoch !== null) updateRoom((state) => hear(state, { epoch, rev, lastSeq }));
    if (isBehind(store.get().room)) return onBehind();
    if (lastSyncAt !== null && lastSyncAt > (known.lastSyncAt ?? 0)) store.change({ lastSyncAt });
  }

  return (news) => {
    switch (news.type) {
      case "state":
        return takeState(news);
      case "left":
        return onLeft(new PlazaError(isProblemCode(news.code) ? news.code : "not_found"));
      case "changes":
        updateRoom((state) => applyChangePage(state, news.page, news.since));
        break;
      case "frame": {
        const { frame } = news;
        company.hear(frame);
        if (frame.type === "hello") updateRoom((state) => hear(state, frame));
        if (frame.type === "messages" || frame.type === "changed") {
          updateRoom((state) => applyFrame(state, frame));
        }
      }
    }
    if (isBehind(store.get().room)) onBehind();
  };
}

type Connection = ReturnType<RoomStore["get"]>["connection"];

function sameConnection(one: Connection, other: Connection): boolean {
  return (
    one.socket === other.socket &&
    one.requests === other.requests &&
    one.failures === other.failures
  );
}
