import fc from "fast-check";

/** How often something goes wrong: never to two times in five. */
export const chanceArb = fc.double({ min: 0, max: 0.4, noNaN: true });

/** Networks, up to bad ones on which every exchange takes up to `longestMs`. */
export function weatherArb(longestMs: number) {
  const delay = fc.integer({ min: 0, max: longestMs });
  return fc.record({
    requestLost: chanceArb,
    answerLost: chanceArb,
    frameLost: chanceArb,
    frameDoubled: chanceArb,
    requestDelayMs: delay,
    frameDelayMs: delay,
  });
}
