/** The door to files on messages. */
export { openAttachment, serveAttachment } from "./reading";
export { tidyAttachments } from "./tidy";
export { maxUploadBytes, uploadAttachment } from "./upload";
