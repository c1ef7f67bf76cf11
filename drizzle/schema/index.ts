export * from "./attachments";
export * from "./operations";
export * from "./people";
export * from "./rooms";
export * from "./shares";
export * from "./tokens";
