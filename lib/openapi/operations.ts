import { chatOperations } from "./chat-operations";
import type { Operation } from "./operation";
import { programOperations } from "./program-operations";
import { roomOperations } from "./room-operations";
import { shareOperations } from "./share-operations";
import { tokenOperations } from "./token-operations";

/** What the description of the API describes. A test holds the list to the route files, access and scopes included. */
export const operations: Operation[] = [
  ...shareOperations,
  ...tokenOperations,
  ...chatOperations,
  ...roomOperations,
  ...programOperations,
];
