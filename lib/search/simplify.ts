import pairs from "opencc-js/dict/TSCharacters";

const simplified = new Map(
  pairs.split("|").map((pair) => {
    const [traditional = "", simple = ""] = pair.split(" ");
    return [traditional, simple];
  }),
);

/** The Simplified form of one Chinese character; any other is answered as it is. */
export function toSimplified(character: string): string {
  return simplified.get(character) ?? character;
}
