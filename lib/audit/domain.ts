import type { ListedAction } from "./schema";

/** Calls of one deed that takes many, such as a replay in pages, are written down once in so long. */
export const togetherMs = 10 * 60_000;

type TargetKind = ListedAction["target"]["kind"];

const kindsByAction: [prefix: string, kind: TargetKind][] = [
  ["person.", "person"],
  ["partner.", "person"],
  ["share.report_", "report"],
  ["share.", "share"],
  ["message.", "message"],
  ["room.", "room"],
  ["alert.", "alert"],
  ["archive.", "day"],
  ["events.", "day"],
  ["dashboard_link.", "link"],
];

/** What the target of an action is. */
export function toTargetKind(action: string): TargetKind {
  return kindsByAction.find(([prefix]) => action.startsWith(prefix))?.[1] ?? "none";
}

/** Who acted: a person (`name` as it is now; `""` once the account is deleted), or one of two that are none. */
export function toActor(id: string, name: string | undefined): ListedAction["actor"] {
  if (id === "operator" || id === "configuration") return { id, name: null, kind: id };
  return name === ""
    ? { id, name: null, kind: "deleted" }
    : { id, name: name ?? null, kind: "person" };
}

/** Ids of people in an action's details. */
export function toMentionedIds(detail: Record<string, unknown>): string[] {
  const { userIds, authorId, ownerId } = detail;
  const list: unknown[] = Array.isArray(userIds) ? userIds : [];
  return [...list, authorId, ownerId].filter((id) => typeof id === "string");
}

/**
 * The same as a file of comma-separated values (RFC 4180), with a byte order mark, which Excel needs to read UTF-8. What a
 * spreadsheet would take for a formula gets an apostrophe.
 */
export function toCsv(entries: ListedAction[]): string {
  const rows = entries.map(({ at, actor, action, target, detail }) => [
    new Date(at).toISOString(),
    actor.id,
    actor.name ?? "",
    action,
    target.id,
    target.name ?? "",
    Object.keys(detail).length === 0 ? "" : JSON.stringify(detail),
  ]);
  const head = ["time", "actor_id", "actor", "action", "target_id", "target", "detail"];
  return `\uFEFF${[head, ...rows].map((row) => row.map(toCell).join(",")).join("\r\n")}\r\n`;
}

function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
