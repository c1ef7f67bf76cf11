import type { Block, Inline } from "./tree";

/** A message in words, for previews and screen readers: what is shown, without how. One block a line. */
export function toPlainText(
  blocks: readonly Block[],
  nameOf: (userId: string) => string | undefined,
): string {
  return blocks.map((block) => blockText(block, nameOf)).join("\n");
}

type NameOf = (userId: string) => string | undefined;

function blockText(block: Block, nameOf: NameOf): string {
  switch (block.type) {
    case "paragraph":
      return inlineText(block.children, nameOf);
    case "code":
      return codeText(block.text, nameOf);
    case "quote":
      return toPlainText(block.blocks, nameOf);
    case "list":
      return block.items
        .map(({ number, children, list }) =>
          [
            `${block.ordered ? `${number}. ` : "• "}${inlineText(children, nameOf)}`,
            ...(list ? [blockText(list, nameOf)] : []),
          ].join("\n"),
        )
        .join("\n");
  }
}

function inlineText(children: readonly Inline[], nameOf: NameOf): string {
  return children
    .map((child) => {
      if (child.type === "text") return child.text;
      if (child.type === "code") return codeText(child.text, nameOf);
      if (child.type === "mention") return `@${nameOf(child.userId) ?? "…"}`;
      return inlineText(child.children, nameOf);
    })
    .join("");
}

/** Names are read in code as well, as they are shown there. */
const codeText = (text: string, nameOf: NameOf) =>
  text.replace(/<@([A-Za-z0-9_-]{1,32})>/gu, (_, id: string) => `@${nameOf(id) ?? "…"}`);
