import type { Effects } from "./effects";

const everyMs = 3_000;

/** Tells the others that I am typing, where that reaches anybody, and not again for 3 s. */
export function createTypist(effects: Pick<Effects, "now">, tell: () => boolean): () => void {
  let toldAt = 0;
  return () => {
    if (effects.now() >= toldAt + everyMs && tell()) toldAt = effects.now();
  };
}
