/** The door to shares. */
export { extendShare, removeShare } from "./change";
export { createShare } from "./create";
export { readShareInputs } from "./inputs";
export { listCards, listShares } from "./list";
export { findShares, findShareState, getShare, getShareRecord } from "./read";
export { serveShareImage } from "./serve-image";
