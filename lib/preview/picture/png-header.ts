/** What a PNG says of its pixels (RFC 2083), and its parts that hold them. */
export type PngParts = {
  width: number;
  height: number;
  depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and opacity, 6 RGBA. */
  kind: number;
  isInterlaced: boolean;
  palette: Uint8Array;
  opacities: Uint8Array;
  data: Uint8Array[];
};

/** Walks through the chunks; throws for what is no PNG. */
export function readPngParts(bytes: Uint8Array): PngParts {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.getUint32(0) !== 0x89504e47) throw new Error("Not a PNG");
  const parts: PngParts = {
    width: file.getUint32(16),
    height: file.getUint32(20),
    depth: file.getUint8(24),
    kind: file.getUint8(25),
    isInterlaced: file.getUint8(28) !== 0,
    palette: new Uint8Array(),
    opacities: new Uint8Array(),
    data: [],
  };
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = file.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (name === "PLTE") parts.palette = content;
    if (name === "tRNS") parts.opacities = content;
    if (name === "IDAT") parts.data.push(content);
    if (name === "IEND") break;
    at += 12 + length;
  }
  return parts;
}
