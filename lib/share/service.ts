/** The door to shares. */
export { searchAllShares } from "./admin/list-all";
export { extendShare, removeShare } from "./change";
export { createShare } from "./create";
export { readShareInputs } from "./inputs";
export { listCards, listShares } from "./list";
export { monitorShares } from "./monitor";
export { findShares, findShareState, getShare, getShareRecord } from "./read";
export { closeReport, listReports, reportShare } from "./reports";
export { serveShareImage } from "./serve-image";
export { tidyShares } from "./tidy";
export { countView } from "./views";
