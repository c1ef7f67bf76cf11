/** SHA-256 of bytes as they pass. Web Crypto digests whole buffers only; workerd's `DigestStream` does not need them whole. */
export class Sha256 {
  readonly #stream = new (crypto as unknown as { DigestStream: typeof DigestStream }).DigestStream(
    "SHA-256",
  );
  readonly #writer = this.#stream.getWriter();

  /** The bytes may be changed as soon as this answers. */
  add(bytes: Uint8Array): Promise<void> {
    return this.#writer.write(bytes);
  }

  /** In lower-case hex; nothing can be added afterwards. */
  async finish(): Promise<string> {
    await this.#writer.close();
    const digest = new Uint8Array(await this.#stream.digest);
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}
