/**
 * Text as it stands in a field, with mentions shown as `@Name` and sent as `<@id>`. Where they stand is kept beside the text,
 * so that two people with one name stay apart.
 */
export type MentionText = { text: string; mentions: readonly PlacedMention[] };

/** `@name` stands at `at` (UTF-16 units). In order, never overlapping. */
export type PlacedMention = { at: number; id: string; name: string };

export const noText: MentionText = { text: "", mentions: [] };

const mentioned = /<@([A-Za-z0-9_-]{1,32})>/gu;
const lengthOf = ({ name }: Pick<PlacedMention, "name">) => name.length + 1;

/** The text after the field was changed to `next`: mentions move with what stands before them, and end when they are changed. */
export function changeText({ text, mentions }: MentionText, next: string): MentionText {
  const shorter = Math.min(text.length, next.length);
  let start = 0;
  while (start < shorter && text[start] === next[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && text[text.length - 1 - tail] === next[next.length - 1 - tail]) {
    tail += 1;
  }
  const shift = next.length - text.length;
  const kept: PlacedMention[] = [];
  let free = 0;
  for (const mention of mentions) {
    const at = mention.at + lengthOf(mention) <= start ? mention.at : mention.at + shift;
    // Which of several equal characters was typed cannot be told; the name itself decides.
    if (at < free || !next.startsWith(`@${mention.name}`, at)) continue;
    kept.push({ ...mention, at });
    free = at + lengthOf(mention);
  }
  return { text: next, mentions: kept };
}

/** Marks that `@name` at `at` is this person; the text there must say so. */
export function addMention({ text, mentions }: MentionText, mention: PlacedMention): MentionText {
  const end = mention.at + lengthOf(mention);
  if (text.slice(mention.at, end) !== `@${mention.name}`) return { text, mentions };
  const others = mentions.filter(
    (other) => other.at >= end || other.at + lengthOf(other) <= mention.at,
  );
  return { text, mentions: [...others, mention].sort((a, b) => a.at - b.at) };
}

/** What is sent and counted. */
export function toBody({ text, mentions }: MentionText): string {
  let body = "";
  let end = 0;
  for (const mention of mentions) {
    body += `${text.slice(end, mention.at)}<@${mention.id}>`;
    end = mention.at + lengthOf(mention);
  }
  return body + text.slice(end);
}

/** The other way, for editing what was sent; who has no name here stays as it is written. */
export function fromBody(body: string, nameOf: (id: string) => string | undefined): MentionText {
  const mentions: PlacedMention[] = [];
  let text = "";
  let end = 0;
  for (const match of body.matchAll(mentioned)) {
    const id = match[1] ?? "";
    const name = nameOf(id);
    if (name === undefined) continue;
    text += body.slice(end, match.index);
    mentions.push({ at: text.length, id, name });
    text += `@${name}`;
    end = match.index + match[0].length;
  }
  return { text: text + body.slice(end), mentions };
}

/** Several texts, one below the other. */
export function joinTexts(parts: readonly MentionText[]): MentionText {
  const filled = parts.filter(({ text }) => text !== "");
  const mentions: PlacedMention[] = [];
  let offset = 0;
  for (const part of filled) {
    for (const mention of part.mentions) mentions.push({ ...mention, at: mention.at + offset });
    offset += part.text.length + 1;
  }
  return { text: filled.map(({ text }) => text).join("\n"), mentions };
}
