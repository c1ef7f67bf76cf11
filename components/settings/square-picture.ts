const edge = 256;

/**
 * Cuts a picture to a square of 256 × 256 from its middle, as WebP where the browser can write it, else PNG.
 * Throws when the browser cannot read it.
 */
export async function toSquarePicture(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = edge;
  canvas.height = edge;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser draws no pictures");
  context.imageSmoothingQuality = "high";
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  context.drawImage(bitmap, left, top, side, side, 0, 0, edge, edge);
  bitmap.close();
  return new Promise((resolve, reject) => {
    const finish = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error("The picture could not be written"));
    canvas.toBlob(finish, "image/webp", 0.9);
  });
}
