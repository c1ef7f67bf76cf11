import { tokenParams } from "../token/schema";
import * as examples from "./examples";
import { inJson, type Operation } from "./operation";

/** Every call of `/api/me/tokens`. */
export const tokenOperations: Operation[] = [
  {
    method: "get",
    path: "/api/me/tokens",
    id: "listTokens",
    tag: "tokens",
    summary: "List my API tokens",
    access: "member",
    answers: {
      200: {
        description: "My tokens, newest first, without their secrets",
        content: inJson("TokenList", { tokens: [examples.token] }),
      },
    },
  },
  {
    method: "post",
    path: "/api/me/tokens",
    id: "createToken",
    tag: "tokens",
    summary: "Make an API token",
    access: "member",
    body: {
      "application/json": { schema: "CreateToken", examples: { generator: examples.createToken } },
    },
    answers: {
      201: {
        description: "The only answer that holds the token itself",
        content: inJson("CreatedToken", examples.createdToken),
      },
    },
    problems: ["conflict", "rate_limited"],
  },
  {
    method: "delete",
    path: "/api/me/tokens/{tokenId}",
    id: "revokeToken",
    tag: "tokens",
    summary: "Revoke an API token",
    description: "It is refused from the next call on. Doing it again changes nothing.",
    access: "member",
    params: tokenParams,
    answers: { 204: { description: "It is revoked" } },
  },
];
