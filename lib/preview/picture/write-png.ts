import { crc32 } from "../../image/crc32";
import type { Bitmap } from "../canvas/canvas";
import { predict } from "./png-rows";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const filters = [1, 2, 4] as const;

/** A PNG with 8 bits for each of red, green and blue (RFC 2083). */
export async function writePng(bitmap: Bitmap): Promise<Uint8Array> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, bitmap.width);
  view.setUint32(4, bitmap.height);
  header.set([8, 2, 0, 0, 0], 8);
  const packed = await deflate(filterRows(bitmap));
  const chunks = [chunk("IHDR", header), chunk("IDAT", packed), chunk("IEND", new Uint8Array())];
  return new Uint8Array(await new Blob([new Uint8Array(signature), ...chunks]).arrayBuffer());
}

function chunk(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)));
  return bytes;
}

/** Of each row the filter whose differences are the smallest, which RFC 2083 §9.6 recommends. */
function filterRows({ width, height, pixels }: Bitmap): Uint8Array<ArrayBuffer> {
  const rowBytes = width * 3;
  const filtered = new Uint8Array((rowBytes + 1) * height);
  const attempt = new Uint8Array(rowBytes);
  for (let row = 0; row < height; row += 1) {
    const start = row * rowBytes;
    let least = Infinity;
    for (const filter of filters) {
      let sum = 0;
      for (let at = 0; at < rowBytes; at += 1) {
        const left = at < 3 ? 0 : (pixels[start + at - 3] ?? 0);
        const up = row === 0 ? 0 : (pixels[start + at - rowBytes] ?? 0);
        const corner = at < 3 || row === 0 ? 0 : (pixels[start + at - rowBytes - 3] ?? 0);
        const value = ((pixels[start + at] ?? 0) - predict(filter, left, up, corner)) & 0xff;
        attempt[at] = value;
        sum += value < 128 ? value : 256 - value;
      }
      if (sum >= least) continue;
      least = sum;
      filtered[row * (rowBytes + 1)] = filter;
      filtered.set(attempt, row * (rowBytes + 1) + 1);
    }
  }
  return filtered;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
