export * from "./operations";
export * from "./people";
export * from "./rooms";
