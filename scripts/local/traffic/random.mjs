/** Pseudo-random numbers that are the same for the same seed, on every machine. */

/** Mixes 32 bits; different inputs give different outputs (https://github.com/aappleby/smhasher, `fmix32`). */
export function mix(value) {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32 bits out of texts and numbers. */
export function hash(...parts) {
  let h = 0x811c9dc5;
  for (const letter of parts.join("\u0000")) h = Math.imul(h ^ letter.codePointAt(0), 0x01000193);
  return mix(h);
}

/** 16 hex digits out of the same. */
export function hash64(...parts) {
  return toHex(hash("high", ...parts)) + toHex(hash("low", ...parts));
}

/** 8 hex digits. */
export function toHex(bits) {
  return bits.toString(16).padStart(8, "0");
}

/** A generator of numbers from 0 to below 1 (mulberry32). */
export function createRandom(...seed) {
  let state = hash(...seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A draw from the lognormal distribution with this median and spread. */
export function lognormal(random, median, sigma) {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * random()));
}

/** A picker of indexes, each as likely as its weight. */
export function createPicker(weights) {
  const sums = [];
  let total = 0;
  for (const weight of weights) sums.push((total += weight));
  return (random) => {
    const wanted = random() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The weights of a Zipf distribution: few are asked for often, many rarely. */
export function zipf(count, exponent) {
  return Array.from({ length: count }, (_, rank) => 1 / (rank + 1) ** exponent);
}
