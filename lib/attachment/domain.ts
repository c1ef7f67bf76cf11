import { attachmentLimits } from "./schema";

/** Pure rules of files on messages. */

/** How much of the end of a name that is too long stays, so that it keeps its extension. */
const keptEnd = 20;

/**
 * A name as it is kept and shown: the last part of a path, without control characters and without those that turn
 * the direction of writing (which make `gpj.exe` look like `exe.jpg`), at most 200 characters, never empty.
 */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const readable = last
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .trim();
  const characters = [...readable];
  if (characters.length === 0) return "file";
  if (characters.length <= attachmentLimits.nameCharacters) return readable;
  const start = characters.slice(0, attachmentLimits.nameCharacters - keptEnd - 1);
  return [...start, "…", ...characters.slice(-keptEnd)].join("");
}

/** Shown in the page only what cannot run: the rest is a download. */
function isShownInline(type: string): boolean {
  return /^(image|video|audio)\//.test(type);
}

/** RFC 6266, with the name in RFC 8187's encoding, and without letters beyond ASCII for who does not know that. */
export function toDisposition(name: string, type: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  const kind = isShownInline(type) ? "inline" : "attachment";
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export type ByteRange = { offset: number; length: number };

/**
 * The part of `size` bytes that a `Range` header asks for (RFC 9110 §14.1.2): null is all of it, also for what we do not
 * serve in parts (several ranges, other units, nonsense).
 */
export function toByteRange(header: string | null, size: number): ByteRange | "outside" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "outside" : { offset: size - length, length };
  }
  const [offset, end] = [Number(first), last === "" ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== "" && Number(last) < offset) return null;
  return offset >= size ? "outside" : { offset, length: end - offset + 1 };
}
