import { expect, it } from "vitest";
import { toLogPath } from "./log-path";

it("a path in a log line keeps rooms and drops tokens", () => {
  expect(toLogPath("/api/chat/rooms/ABCDEFGHJKMNPQRS/meta")).toBe(
    "/api/chat/rooms/ABCDEFGHJKMNPQRS/meta",
  );
  expect(toLogPath("/api/chat/invitations/ABCDEFGHJKMNPQRSTVWXYZabcdefghjk")).toBe(
    "/api/chat/invitations/…",
  );
  expect(toLogPath("/api/dashboard/ABCDEFGHJKMNPQRSTVWXYZabcdefghjk/stats")).toBe(
    "/api/dashboard/…/stats",
  );
});
