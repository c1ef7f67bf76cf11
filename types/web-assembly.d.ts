/** Workers' bundles hold WebAssembly compiled. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

type PictureDecoder = {
  decode: (
    bytes: Uint8Array,
    preserveOrientation?: boolean,
  ) => { data: Uint8ClampedArray; width: number; height: number } | null;
};

declare module "@jsquash/jpeg/codec/dec/mozjpeg_dec.js" {
  const createDecoder: (options: object) => Promise<PictureDecoder>;
  export default createDecoder;
}

declare module "@jsquash/webp/codec/dec/webp_dec.js" {
  const createDecoder: (options: object) => Promise<PictureDecoder>;
  export default createDecoder;
}
