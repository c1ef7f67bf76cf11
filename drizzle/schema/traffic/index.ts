export * from "./events";
export * from "./operations";
export * from "./statistics";
