/** The length of a text as the server counts it: code points, without white space at both ends. */
export function countCharacters(text: string): number {
  return [...text.trim()].length;
}
