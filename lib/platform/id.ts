const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz";

/**
 * An unguessable id from a 54-letter alphabet without look-alikes (5.75 bits a letter).
 * Lengths in use: rooms 16, users 16, messages 20, epochs 8, secrets 32.
 */
export function newId(length: number): string {
  let id = "";
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      // Bytes past the last full turn of the alphabet are skipped, so that every letter is equally likely.
      const letter = byte < 216 ? alphabet[byte % alphabet.length] : undefined;
      if (letter !== undefined && id.length < length) id += letter;
    }
  }
  return id;
}

/** SHA-256 in lower-case hex; how tokens are kept at rest. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
