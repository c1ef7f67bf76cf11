/** The tables of a font file by their four letters. */
export type FontTables = Map<string, DataView>;

/** Unpacks a WOFF 1 file (https://www.w3.org/TR/WOFF/). Throws for anything else. */
export async function readWoff(bytes: Uint8Array): Promise<FontTables> {
  const file = toView(bytes);
  if (file.getUint32(0) !== 0x774f4646) throw new Error("Not a WOFF file");
  const tables: FontTables = new Map();
  for (let index = 0; index < file.getUint16(12); index += 1) {
    const entry = 44 + index * 20;
    const name = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    if (!usedTables.has(name)) continue;
    const offset = file.getUint32(entry + 4);
    const packed = bytes.subarray(offset, offset + file.getUint32(entry + 8));
    const isStored = packed.length === file.getUint32(entry + 12);
    tables.set(name, toView(isStored ? packed : await inflate(packed)));
  }
  return tables;
}

/** What `createFont` reads; the rest stays packed. */
const usedTables = new Set(["head", "hhea", "hmtx", "cmap", "loca", "glyf"]);

async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const toView = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
