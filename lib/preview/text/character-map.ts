/** Looks characters up in a `cmap` table, formats 4 and 12; answers 0 for those it does not have. */
export function createCharacterMap(table: DataView): (codePoint: number) => number {
  const offsets = new Map<number, number>();
  for (let index = 0; index < table.getUint16(2); index += 1) {
    const offset = table.getUint32(4 + index * 8 + 4);
    offsets.set(table.getUint16(offset), offset);
  }
  const wide = offsets.get(12);
  if (wide !== undefined) return (codePoint) => findInGroups(table, wide, codePoint);
  const narrow = offsets.get(4);
  if (narrow !== undefined) return (codePoint) => findInSegments(table, narrow, codePoint);
  throw new Error("The font maps no characters");
}

function findInGroups(table: DataView, offset: number, codePoint: number): number {
  for (let index = 0; index < table.getUint32(offset + 12); index += 1) {
    const group = offset + 16 + index * 12;
    const first = table.getUint32(group);
    if (codePoint < first) return 0;
    if (codePoint <= table.getUint32(group + 4)) {
      return table.getUint32(group + 8) + codePoint - first;
    }
  }
  return 0;
}

function findInSegments(table: DataView, offset: number, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const span = table.getUint16(offset + 6);
  const ends = offset + 14;
  const starts = ends + span + 2;
  for (let at = 0; at < span; at += 2) {
    if (codePoint > table.getUint16(ends + at)) continue;
    const first = table.getUint16(starts + at);
    if (codePoint < first) return 0;
    const delta = table.getUint16(starts + span + at);
    const place = starts + 2 * span + at;
    const range = table.getUint16(place);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = table.getUint16(place + range + (codePoint - first) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
