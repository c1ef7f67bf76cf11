import createJpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import jpegModule from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import createWebpDecoder from "@jsquash/webp/codec/dec/webp_dec.js";
import webpModule from "@jsquash/webp/codec/dec/webp_dec.wasm";
import type { Decode, Decoders } from "../../lib/preview/picture/read-picture";

/** Browsers have this class; the decoders hand over what they have unpacked in it. */
class Unpacked {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}
Object.assign(globalThis, { ImageData: Unpacked });

/** Workers compile no code at run time: the modules come with the bundle. */
const instantiate = (module: WebAssembly.Module) => ({
  noInitialRun: true,
  instantiateWasm: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => {
    const instance = new WebAssembly.Instance(module, imports);
    receive(instance);
    return instance.exports;
  },
});

/**
 * One instance of each in an isolate: WebAssembly cannot give memory back, so it stays as large as the largest picture
 * was; but a new instance for each picture leaves old ones lying about until they are collected.
 */
const jpegDecoder = createJpegDecoder(instantiate(jpegModule));
const webpDecoder = createWebpDecoder(instantiate(webpModule));

const jpeg: Decode = async (bytes) => orThrow((await jpegDecoder).decode(bytes, true));
const webp: Decode = async (bytes) => orThrow((await webpDecoder).decode(bytes));

export const decoders: Decoders = { jpeg, webp };

function orThrow<T>(picture: T | null): T {
  if (!picture) throw new Error("The picture cannot be read");
  return picture;
}
