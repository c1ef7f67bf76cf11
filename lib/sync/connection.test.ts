import { describe, expect, it } from "vitest";
import {
  modeOf,
  nextConnection,
  pollDelayMs,
  socketDelayMs,
  startedConnection,
  type ConnectionEvent,
} from "./connection";

function modesAfter(...events: ConnectionEvent[]): string[] {
  let state = startedConnection;
  return events.map((event) => modeOf((state = nextConnection(state, event))));
}

describe("what the indicator says", () => {
  it("is connecting until the socket is live, though requests are answered", () => {
    expect(modesAfter("request-answered", "socket-live")).toEqual(["connecting", "live"]);
  });

  it("is polling when the first socket fails or dawdles and requests are answered", () => {
    expect(modesAfter("request-answered", "socket-lost")).toEqual(["connecting", "polling"]);
    expect(modesAfter("request-answered", "socket-slow")).toEqual(["connecting", "polling"]);
  });

  it("is connecting after a lost socket until a request says how things stand", () => {
    expect(modesAfter("socket-live", "socket-lost", "request-answered")).toEqual([
      "live",
      "connecting",
      "polling",
    ]);
    expect(modesAfter("socket-live", "socket-lost", "request-failed")).toEqual([
      "live",
      "connecting",
      "offline",
    ]);
  });

  it("stays live while requests fail, because the socket brings everything", () => {
    expect(modesAfter("socket-live", "request-failed")).toEqual(["live", "live"]);
  });

  it("believes an answer more than the browser's word that it is offline", () => {
    expect(modesAfter("socket-lost", "went-offline", "request-answered")).toEqual([
      "connecting",
      "offline",
      "polling",
    ]);
  });
});

describe("waiting", () => {
  it("for the next socket is random up to a ceiling that doubles to 30 s", () => {
    expect([1, 2, 3, 6, 7, 20].map((failures) => socketDelayMs(failures, 1))).toEqual([
      500, 1_000, 2_000, 16_000, 30_000, 30_000,
    ]);
    expect(socketDelayMs(5, 0)).toBe(0);
    expect(socketDelayMs(5, 0.5)).toBe(4_000);
  });

  it("for the next poll is 2.5 s, hidden 15 s, live 30 s, ±20 %", () => {
    const delay = (visible: boolean, live: boolean, random: number) =>
      pollDelayMs({ visible, live, errors: 0, random });
    expect([0, 0.5, 1].map((random) => delay(true, false, random))).toEqual([2_000, 2_500, 3_000]);
    expect([0, 0.5, 1].map((random) => delay(false, false, random))).toEqual([
      12_000, 15_000, 18_000,
    ]);
    expect(delay(true, true, 0.5)).toBe(30_000);
  });

  it("for the next poll doubles with every error, to 30 s", () => {
    const after = (errors: number) =>
      pollDelayMs({ visible: true, live: false, errors, random: 0.5 });
    expect([1, 2, 3, 4, 50].map(after)).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
  });
});
