import { crc32, deflateSync } from "node:zlib";

/** A PNG with 8 bits for each of red, green and blue; of each row the filter with the smallest differences. */
export function encodePng({ width, height, pixels }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const packed = deflateSync(filterRows(width * 3, height, pixels), { level: 6 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(content.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function filterRows(rowBytes, height, pixels) {
  const filtered = Buffer.alloc((rowBytes + 1) * height);
  const bySide = Buffer.alloc(rowBytes);
  const byTop = Buffer.alloc(rowBytes);
  for (let row = 0; row < height; row += 1) {
    const start = row * rowBytes;
    let [sideSum, topSum] = [0, 0];
    for (let at = 0; at < rowBytes; at += 1) {
      const value = pixels[start + at];
      const side = (value - (at < 3 ? 0 : pixels[start + at - 3])) & 255;
      const top = (value - (row === 0 ? 0 : pixels[start + at - rowBytes])) & 255;
      bySide[at] = side;
      byTop[at] = top;
      sideSum += side < 128 ? side : 256 - side;
      topSum += top < 128 ? top : 256 - top;
    }
    filtered[row * (rowBytes + 1)] = sideSum < topSum ? 1 : 2;
    (sideSum < topSum ? bySide : byTop).copy(filtered, row * (rowBytes + 1) + 1);
  }
  return filtered;
}
