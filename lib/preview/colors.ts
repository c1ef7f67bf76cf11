import type { Color } from "./canvas/canvas";

/** The light theme of app/globals.css. */
export const canvas: Color = [0xf5, 0xf3, 0xef];
export const surface: Color = [0xff, 0xfe, 0xfc];
export const ink: Color = [0x21, 0x1f, 0x1b];
export const muted: Color = [0x5c, 0x57, 0x4e];
export const accent: Color = [0x0b, 0x6a, 0x5c];
export const accentSoft: Color = [0xd9, 0xed, 0xe7];
