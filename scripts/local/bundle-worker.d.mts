/** For the tests' configuration, which is TypeScript. */
export declare function bundleModules(
  entry: string,
  folder: string,
): Promise<
  { type: "ESModule" | "CompiledWasm"; path: string; contents: string | Uint8Array<ArrayBuffer> }[]
>;
