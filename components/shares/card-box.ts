/** The outline of a card. Its height never depends on what comes into it: the list of messages must not jump. */
export const cardBox =
  "mt-1.5 mb-1 flex h-22 w-full max-w-sm overflow-hidden rounded-xl border border-line text-left";
