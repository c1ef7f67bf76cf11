import { newId } from "../../../lib/platform/id";
import { post } from "./chat";

/** What a page posts with files that were uploaded before. */
export const withFiles = (attachmentIds: string[], body = "", clientId = newId(12)) => {
  return { ...post(body, clientId), attachmentIds };
};

/** What is told of files that may not be posted. */
export const refusal = {
  code: "invalid_input",
  options: { errors: [{ field: "attachmentIds" }] },
};
