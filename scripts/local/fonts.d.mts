/** For the tests' configuration, which is TypeScript. */
export declare function findOrCopyFonts(): string;
