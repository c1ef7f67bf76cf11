/** What a message is made of. `number`: as it was written, for ordered lists. */
export type Block =
  | { type: "paragraph"; children: readonly Inline[] }
  | { type: "code"; language: string | null; text: string }
  | { type: "quote"; blocks: readonly Block[] }
  | List;
export type List = { type: "list"; ordered: boolean; items: readonly ListItem[] };
export type ListItem = { number: number; children: readonly Inline[]; list: List | null };

export type Inline =
  | { type: "text"; text: string }
  | { type: "code"; text: string }
  | { type: "mention"; userId: string }
  | { type: EmphasisType; children: readonly Inline[] }
  /** `target`: where it really leads, to be shown when the text claims something else. */
  | { type: "link"; href: string; target: string | null; children: readonly Inline[] };
export type EmphasisType = "strong" | "em" | "del";

/** Counts how much work a text was. */
export type Meter = { steps: number };
