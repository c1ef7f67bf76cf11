import type { Page } from "@playwright/test";
import type { Message } from "../../lib/chat/schema";

/** What a browser shows of a message: its words and its reactions, such as `word 3 of chaos1 👍2`. */
export function toShown(messages: readonly Message[]): string[] {
  return messages
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ body, reactions }) =>
      [body, ...reactions.map(({ emoji, userIds }) => `${emoji}${userIds.length}`)].join(" "),
    );
}

/**
 * The whole list of a room as a browser shows it, by scrolling through all of it, from its very first message down to its
 * end. `error` says where rows that were seen twice on the way stood in another order.
 */
export async function readWholeList(page: Page): Promise<{ error: string | null; rows: string[] }> {
  const log = page.getByRole("log");
  return log.evaluate(async (list) => {
    const frames = async (count: number) => {
      for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
    };
    const isBusy = () => list.getAttribute("aria-busy") === "true";
    const isAtStart = () => list.querySelector("h2") !== null && list.scrollTop === 0;
    // A room's start stands still; before it, history comes in above and moves what is seen.
    for (let calm = 0, step = 0; calm < 20 && step < 20_000; step += 1) {
      list.scrollTop = 0;
      await frames(2);
      calm = isAtStart() && !isBusy() ? calm + 1 : 0;
    }
    if (!isAtStart()) return { error: "the start of the room was not reached", rows: [] };

    const seen = new Map<string, { at: number; text: string }>();
    const rows: string[] = [];
    const look = (): string | null => {
      let before = -1;
      for (const row of list.querySelectorAll<HTMLElement>("[data-row]")) {
        const key = row.dataset.row ?? "";
        const words = /word \d+ of chaos\d+( · edited \d+)?/.exec(row.innerText)?.[0];
        if (!words) continue;
        const marks = [...row.querySelectorAll<HTMLElement>("li button")].map((button) =>
          button.innerText.replace(/\s/g, ""),
        );
        const text = [words, ...marks].join(" ");
        const known = seen.get(key);
        const at = known?.at ?? rows.push(text) - 1;
        if (at <= before) return `"${text}" stands below where it stood`;
        if (!known && before >= 0 && at !== before + 1) return `"${text}" came in between`;
        seen.set(key, { at, text });
        before = at;
      }
      return null;
    };
    for (let calm = 0, step = 0; calm < 20 && step < 20_000; step += 1) {
      const error = look();
      if (error) return { error, rows };
      const { scrollTop: top, scrollHeight: height } = list;
      list.scrollTop += list.clientHeight / 2;
      await frames(3);
      const moved = list.scrollTop !== top || list.scrollHeight !== height;
      calm = moved || isBusy() ? 0 : calm + 1;
    }
    return { error: null, rows };
  });
}
