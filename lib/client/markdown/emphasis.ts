import type { EmphasisType, Inline, Meter } from "./tree";

/** A row of `*`, a `_` or a `~~`, which may begin and end emphasis. */
export type Run = {
  type: "run";
  unit: string;
  left: number;
  opens: EmphasisType[];
  closes: EmphasisType[];
  canOpen: boolean;
  canClose: boolean;
  /** Stands behind, or before, a letter or number of any script. */
  afterLetter: boolean;
  beforeLetter: boolean;
};
/** Emphasis ends at a `break`; a `bracket` that began no link is text. */
export type Token = Inline | Run | { type: "bracket" } | { type: "break" };

const letter = /[\p{L}\p{N}]/u;
/** Scripts that part words with spaces: there, emphasis begins and ends with a word. */
const spaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]/u;
const opening = /[\s([{（「『【《“‘"']/u;
const closing = /[\s)\]}）」』】》”’"'.,;:!?，。；：！？、…]/u;
const bracketsLeft = /[([{（「『【《]/u;
const bracketsRight = /[)\]}）」』】》]/u;

/** Emphasis within emphasis; more of it stays text. */
const deepest = 12;

/** The row of marks from `from` to `end`, where it may begin or end emphasis. */
export function toRun(text: string, from: number, end: number): Run | null {
  const mark = text[from] ?? "";
  const count = end - from;
  if (count > (mark === "*" ? 3 : mark === "~" ? 2 : 1) || (mark === "~" && count === 1)) {
    return null;
  }
  const before = characterBefore(text, from);
  const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
  const afterLetter = letter.test(before);
  const beforeLetter = letter.test(after);
  const isAlone = /\s/u.test(before) && /\s/u.test(after);
  const inWord = spaced.test(before) && spaced.test(after);
  let canOpen = !isAlone && !inWord && !/\s/u.test(after) && !bracketsRight.test(after);
  let canClose = !isAlone && !inWord && !/\s/u.test(before) && !bracketsLeft.test(before);
  if (mark === "_") {
    // As in snake_case, and in faces: -_- and ¯\_(ツ)_/¯.
    canOpen &&= opening.test(before) || /[*~]/u.test(before);
    canClose &&= closing.test(after) || /[*~]/u.test(after);
  }
  if (!canOpen && !canClose) return null;
  const [unit, left] = mark === "~" ? ["~~", 1] : [mark, count];
  return {
    type: "run",
    unit,
    left,
    opens: [],
    closes: [],
    canOpen,
    canClose,
    afterLetter,
    beforeLetter,
  };
}

function characterBefore(text: string, at: number): string {
  const low = text.slice(Math.max(0, at - 2), at);
  return [...low].at(-1) ?? " ";
}

/** Pairs what begins with what ends, then builds the tree. */
export function resolve(tokens: readonly Token[], meter: Meter): readonly Inline[] {
  pair(tokens, meter);
  const frames: { type: EmphasisType | null; children: Inline[] }[] = [
    { type: null, children: [] },
  ];
  const add = (child: Inline) => {
    const children = frames.at(-1)?.children ?? [];
    const last = children.at(-1);
    if (child.type !== "text" || last?.type !== "text") children.push(child);
    else children[children.length - 1] = { type: "text", text: last.text + child.text };
  };
  for (const token of tokens) {
    meter.steps += 1;
    if (token.type === "bracket") add({ type: "text", text: "[" });
    else if (token.type === "run") {
      for (const type of token.closes) {
        const frame = frames.pop();
        if (frame) add({ type, children: frame.children });
      }
      if (token.left > 0) add({ type: "text", text: token.unit.repeat(token.left) });
      for (const type of [...token.opens].reverse()) frames.push({ type, children: [] });
    } else if (token.type !== "break") add(token);
  }
  return frames[0]?.children ?? [];
}

/** For each end the nearest beginning of its kind; what stands open between them is text. */
function pair(tokens: readonly Token[], meter: Meter): void {
  let open: { run: Run; words: number }[] = [];
  const waiting = new Map<string, number>();
  const count = (unit: string, by: number) => waiting.set(unit, (waiting.get(unit) ?? 0) + by);
  /** So that `(*^_^*)` stays a face: what is emphasised has a letter, or something of ours. */
  let words = 0;
  for (const token of tokens) {
    meter.steps += 1;
    if (token.type === "break") {
      open = [];
      waiting.clear();
    }
    if (token.type === "text" ? letter.test(token.text) : token.type !== "run") words += 1;
    if (token.type !== "run") continue;
    while (token.canClose && token.left > 0 && (waiting.get(token.unit) ?? 0) > 0) {
      meter.steps += 1;
      const top = open.at(-1);
      if (!top) break;
      const { run } = top;
      if (run.unit === token.unit) {
        if (!isPair(run, token) || words === top.words) break;
        const both = token.unit === "*" && run.left > 1 && token.left > 1;
        const type = both ? "strong" : token.unit === "~~" ? "del" : "em";
        run.left -= both ? 2 : 1;
        token.left -= both ? 2 : 1;
        run.opens.push(type);
        token.closes.push(type);
        if (run.left > 0) continue;
      }
      open.pop();
      count(run.unit, -1);
    }
    if (!token.canOpen || token.left === 0 || open.length >= deepest) continue;
    open.push({ run: token, words });
    count(token.unit, 1);
  }
}

/** Waves after words, as in 好的~~谢谢~~, strike nothing; 这个~~错误~~的词 does. */
function isPair(from: Run, to: Run): boolean {
  return from.unit !== "~~" || !from.afterLetter || to.beforeLetter;
}
