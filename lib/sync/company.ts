import type { PresentUser, ServerFrame } from "../chat/schema";

/** The others, as the socket tells of them: hearsay that nobody keeps. */
export type Company = {
  /** `until`: when it no longer counts, in ms since the epoch. */
  typing: readonly { userId: string; name: string; until: number }[];
  present: readonly PresentUser[];
  readBy: Readonly<Record<string, number>>;
};

export const noCompany: Company = { typing: [], present: [], readBy: {} };

/** Somebody who types says so every 3 s. */
export const typingLastsMs = 5_000;

export function nextCompany(company: Company, frame: ServerFrame, now: number): Company {
  switch (frame.type) {
    case "typing": {
      const others = company.typing.filter(({ userId }) => userId !== frame.userId);
      const typist = { userId: frame.userId, name: frame.name, until: now + typingLastsMs };
      return { ...company, typing: [...others, typist] };
    }
    case "messages": {
      const authors = new Set(frame.messages.map(({ authorId }) => authorId));
      if (!company.typing.some(({ userId }) => authors.has(userId))) return company;
      return { ...company, typing: company.typing.filter(({ userId }) => !authors.has(userId)) };
    }
    case "presence":
      return { ...company, present: frame.users };
    case "read": {
      const seq = Math.max(frame.seq, company.readBy[frame.userId] ?? 0);
      return { ...company, readBy: { ...company.readBy, [frame.userId]: seq } };
    }
    default:
      return company;
  }
}

/** Takes over what another page of this browser knows. */
export function joinCompany(company: Company, told: Pick<Company, "present" | "readBy">): Company {
  const readBy: Record<string, number> = { ...company.readBy };
  for (const [userId, seq] of Object.entries(told.readBy)) {
    readBy[userId] = Math.max(seq, readBy[userId] ?? 0);
  }
  return { ...company, present: told.present, readBy };
}

/** Forgets who stopped typing without sending. */
export function forgetTypists(company: Company, now: number): Company {
  const typing = company.typing.filter(({ until }) => until > now);
  return typing.length === company.typing.length ? company : { ...company, typing };
}

/** Without a socket nobody tells who comes and goes. */
export function leaveCompany(company: Company): Company {
  return { ...company, typing: [], present: [] };
}
