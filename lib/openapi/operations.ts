import type { Operation } from "./operation";
import { shareOperations } from "./share-operations";
import { tokenOperations } from "./token-operations";

/** What the description of the API describes. A test holds the list to the route files, access and scopes included. */
export const operations: Operation[] = [...shareOperations, ...tokenOperations];
