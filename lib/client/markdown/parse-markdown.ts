import { toInlines } from "./inlines";
import type { Block, List, ListItem, Meter } from "./tree";

const fence = /^ {0,3}(`{3,})([^`]*)$/u;
const language = /^[\w+#.-]{1,20}$/u;
const quoted = /^ {0,3}>(?: |$)/u;
const listed = /^( *)(?:([-*])|(\d{1,9})\.) +(?=\S)/u;

/** Quotes within quotes; more of them stay text. */
const deepestQuote = 3;

/**
 * The safe subset of Markdown that messages are written in (docs/decisions/0014): emphasis, code, quotes, lists, links and
 * mentions. Never throws, keeps every character that is not markup, and takes time linear in the text, which `meter` counts.
 */
export function parseMarkdown(text: string, meter: Meter = { steps: 0 }): readonly Block[] {
  return toBlocks(text.split("\n"), 0, meter);
}

function toBlocks(lines: readonly string[], depth: number, meter: Meter): readonly Block[] {
  const blocks: Block[] = [];
  let waiting: string[] = [];
  const flush = () => {
    const text = waiting.join("\n").replace(/^(?:[ \t]*\n)+/u, "");
    waiting = [];
    const trimmed = withoutEnd(text);
    if (trimmed !== "") blocks.push({ type: "paragraph", children: toInlines(trimmed, meter) });
  };
  let at = 0;
  while (at < lines.length) {
    meter.steps += 1 + (lines[at]?.length ?? 0);
    const found =
      readFence(lines, at, meter) ??
      readQuote(lines, at, depth, meter) ??
      readList(lines, at, waiting.at(-1)?.trim() ?? "", meter);
    if (found) {
      flush();
      blocks.push(found.block);
      at = found.next;
    } else {
      waiting.push(lines[at] ?? "");
      at += 1;
    }
  }
  flush();
  return blocks;
}

type Found = { block: Block; next: number } | null;

function readFence(lines: readonly string[], from: number, meter: Meter): Found {
  const opening = fence.exec(lines[from] ?? "");
  if (!opening) return null;
  const [, ticks = "", rest = ""] = opening;
  const isLanguage = language.test(rest.trim());
  // Code may begin on the line of the ticks, and end on theirs.
  const code: string[] = isLanguage || rest.trim() === "" ? [] : [rest];
  let at = from + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    meter.steps += 1 + line.length;
    const content = line.trimEnd();
    if (!content.endsWith(ticks)) {
      code.push(line);
      continue;
    }
    const last = content.slice(0, -ticks.length);
    if (last.trim() !== "") code.push(last);
    at += 1;
    break;
  }
  if (code.join("").trim() === "") return null;
  const name = isLanguage ? rest.trim() : null;
  return { block: { type: "code", language: name, text: code.join("\n") }, next: at };
}

function readQuote(lines: readonly string[], from: number, depth: number, meter: Meter): Found {
  if (depth >= deepestQuote) return null;
  const inner: string[] = [];
  let at = from;
  for (; at < lines.length && quoted.test(lines[at] ?? ""); at += 1) {
    meter.steps += lines[at]?.length ?? 0;
    inner.push((lines[at] ?? "").replace(quoted, ""));
  }
  if (at === from) return null;
  if (inner.join("").trim() === "") {
    const text = lines.slice(from, at).join("\n");
    return { block: { type: "paragraph", children: [{ type: "text", text }] }, next: at };
  }
  return { block: { type: "quote", blocks: toBlocks(inner, depth + 1, meter) }, next: at };
}

type Line = { ordered: boolean; number: number; nested: boolean; text: string };

/** A list of one kind with, below its items, lists of one kind each. `before` is the line above when it is prose. */
function readList(lines: readonly string[], from: number, before: string, meter: Meter): Found {
  const first = toListLine(lines[from] ?? "");
  // A line of prose may begin with a number by chance; `1.` begins a list.
  if (!first || (before !== "" && first.ordered && first.number !== 1)) return null;
  const taken: { line: Line; text: string[] }[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    meter.steps += 1 + (lines[at]?.length ?? 0);
    const source = lines[at] ?? "";
    const line = toListLine(source);
    const last = taken.at(-1);
    if (line && (line.nested || line.ordered === first.ordered)) {
      taken.push({ line: { ...line, nested: line.nested && taken.length > 0 }, text: [line.text] });
    } else if (last && !line && /^ {2,}\S/u.test(source) && !fence.test(source)) {
      last.text.push(source.trimStart());
    } else break;
  }
  const items: (ListItem & { list: ({ items: ListItem[] } & List) | null })[] = [];
  for (const { line, text } of taken) {
    const item = { number: line.number, children: toInlines(text.join("\n"), meter), list: null };
    const parent = items.at(-1);
    if (!line.nested || !parent) items.push(item);
    else if (parent.list) parent.list.items.push(item);
    else parent.list = { type: "list", ordered: line.ordered, items: [item] };
  }
  return { block: { type: "list", ordered: first.ordered, items }, next: at };
}

function toListLine(line: string): Line | null {
  const found = listed.exec(line);
  if (!found) return null;
  const [marker, indent = "", , digits] = found;
  return {
    ordered: digits !== undefined,
    number: Number(digits ?? 0),
    nested: indent.length >= 2,
    text: line.slice(marker.length),
  };
}

/** Without blank lines at the end; `trimEnd` walks back once, where a pattern would begin anew at every space. */
function withoutEnd(text: string): string {
  return text.slice(0, text.trimEnd().length);
}
