/** The statistics' door, for routes and for other features. */
export { getPathStats } from "./report/get-path-stats";
export { getPathsReport } from "./report/get-report";
export { toRetired, toRetiredSource } from "./report/retired";
export { exportEvents } from "./replay/export";
export { exportQuerySchema } from "./replay/query";
export { readReplayBody } from "./replay/read-body";
export { replayEvents } from "./replay/replay";
export { replayArchive, replayArchiveSchema } from "./replay/replay-archive";
export { listArchives, openDownload, queryArchive } from "./archive/query";
export { requestArchive } from "./archive/request";
export { restoreArchive } from "./archive/restore";
export { compareWithAnalytics, writeCapacityPoint } from "./collect/analytics";
export { feedReplayed, replayDeadLetters } from "./aggregate/dead-letters";
export { listDeadLetters } from "./aggregate/list-dead-letters";
export { readWaiting } from "./aggregate/shards";
