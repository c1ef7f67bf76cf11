/** The main worker of the tests: the objects of both sidecars in one, so that `runInDurableObject` reaches them. */
export { Aggregator } from "../../../workers/path-stats/aggregator";
export { Coordinator } from "../../../workers/path-stats/coordinator";
export { ChatRoom, default } from "../../../workers/chat-room/index";
