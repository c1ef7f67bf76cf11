import { judgeRemoteUrl, toUrl } from "../remote/address";
import { shareLimits, type ShareSide } from "../share/schema";
import { countCharacters } from "./characters";

/** Days that a share may be asked to stay. */
export const lifetimes = [1, 7, 30] as const;

/** What is being entered for a share, before it is one. The files stand beside it. */
export type ShareDraft = {
  source: "files" | "addresses";
  generatedUrl: string;
  originalUrl: string;
  title: string;
  prompt: string;
  style: string;
  days: (typeof lifetimes)[number];
};

export const emptyDraft: ShareDraft = {
  source: "files",
  generatedUrl: "",
  originalUrl: "",
  title: "",
  prompt: "",
  style: "",
  days: 30,
};

export const textLimits = {
  title: shareLimits.titleCharacters,
  prompt: shareLimits.promptCharacters,
  style: shareLimits.styleCharacters,
} as const;
export type TextField = keyof typeof textLimits;

export type DraftField = ShareSide | "generatedUrl" | "originalUrl" | TextField;
export type DraftFault = "missing" | "tooLong" | "address" | "https" | "unreachable";
export type DraftFaults = Partial<Record<DraftField, DraftFault>>;

/** What stands in the way of sending it, by field. `hasResult`: a result picture is chosen. */
export function findDraftFaults(draft: ShareDraft, hasResult: boolean): DraftFaults {
  const faults: DraftFaults = {};
  const note = (field: DraftField, fault: DraftFault | null) => {
    if (fault) faults[field] = fault;
  };
  if (draft.source === "files") {
    note("generated", hasResult ? null : "missing");
  } else {
    note("generatedUrl", draft.generatedUrl.trim() ? judgeAddress(draft.generatedUrl) : "missing");
    note("originalUrl", draft.originalUrl.trim() ? judgeAddress(draft.originalUrl) : null);
  }
  for (const field of ["title", "prompt", "style"] as const) {
    note(field, countCharacters(draft[field]) > textLimits[field] ? "tooLong" : null);
  }
  return faults;
}

/** What is wrong with the address of a picture; null when the server may take it. */
export function judgeAddress(entered: string): DraftFault | null {
  const text = entered.trim();
  if (text.length > shareLimits.urlCharacters) return "tooLong";
  const url = toUrl(text);
  if (!url) return "address";
  if (url.protocol !== "https:") return "https";
  return "refusal" in judgeRemoteUrl(text) ? "unreachable" : null;
}

/** Whether so little of an address stands there that it is too early to complain. */
export function isStillTyping(entered: string): boolean {
  const text = entered.trim().toLowerCase();
  return "https://".startsWith(text) || /^https:\/\/[^./]*$/.test(text);
}

/** Whether anything has been entered that would be lost. */
export function isTouched(draft: ShareDraft, hasPicture: boolean): boolean {
  const texts = [draft.generatedUrl, draft.originalUrl, draft.title, draft.prompt, draft.style];
  return hasPicture || texts.some((text) => text.trim() !== "");
}

export type SharePictures = Record<ShareSide, File | null>;

/** The body of `POST /api/share`: a form with the files, or JSON with the addresses. */
export function toShareBody(
  draft: ShareDraft,
  pictures: SharePictures,
  clientId: string,
): FormData | Blob {
  const { title, prompt, style, days } = draft;
  const details = { title, prompt, style, expiresInDays: days, clientId };
  if (draft.source === "addresses") {
    const generatedUrl = draft.generatedUrl.trim();
    const originalUrl = draft.originalUrl.trim() || null;
    const json = JSON.stringify({ ...details, generatedUrl, originalUrl });
    return new Blob([json], { type: "application/json" });
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(details)) form.set(name, String(value));
  for (const side of ["generated", "original"] as const) {
    const file = pictures[side];
    if (file) form.set(side, file);
  }
  return form;
}

/** Under which `clientId` something was sent, so that sending the same again finds the first share. */
export type Attempt = { clientId: string; draft: ShareDraft; pictures: SharePictures };

/**
 * The attempt at sending this: the last one when nothing was changed since, however it ended. What was changed is a share
 * of its own; under the old id the server would answer with the old one.
 */
export function toAttempt(
  last: Attempt | null,
  draft: ShareDraft,
  pictures: SharePictures,
  newId: () => string,
): Attempt {
  if (last && isSame(last.draft, draft) && isSame(last.pictures, pictures)) return last;
  return { clientId: newId(), draft, pictures };
}

function isSame<T extends object>(one: T, other: T): boolean {
  const rest = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([key, value]) => rest.get(key) === value);
}
