import { oembedQuery } from "../share/oembed";
import {
  listSharesQuery,
  shareCardsQuery,
  shareImageParams,
  shareImageQuery,
  shareParams,
} from "../share/schema";
import * as examples from "./examples";
import { inJson, type Operation } from "./operation";

const uploadProblems = ["payload_too_large", "unsupported_media_type"] as const;

/** Every call of `/api/share`, and the images of shares. */
export const shareOperations: Operation[] = [
  {
    method: "post",
    path: "/api/share",
    id: "createShare",
    tag: "shares",
    summary: "Create a share",
    description:
      "By the addresses of images, from an image on a message, or with the image files themselves (a form with the files `generated` and, if there is one, `original`; PNG, JPEG or WebP, told by their bytes). With a `clientId` a call may be repeated: it answers the first share.",
    access: "member",
    scope: "share:write",
    body: {
      "application/json": {
        schema: "CreateShare",
        examples: {
          addresses: examples.shareFromUrls,
          attachment: examples.shareFromAttachment,
        },
      },
      "multipart/form-data": { schema: "ShareForm" },
    },
    answers: {
      201: {
        description: "Created",
        content: inJson("CreatedShare", examples.createdShare),
      },
      200: {
        description: "The same `clientId` had created it before",
        content: inJson("CreatedShare", examples.createdShare),
      },
    },
    problems: [...uploadProblems, "not_found", "gone", "rate_limited", "unavailable"],
  },
  {
    method: "get",
    path: "/api/share/list",
    id: "listShares",
    tag: "shares",
    summary: "List my shares",
    description:
      "Newest first. `scope=all` lists everybody's, for admins by session; a token is never an admin.",
    access: "member",
    scope: "share:read",
    query: listSharesQuery,
    answers: {
      200: {
        description: "A page",
        content: inJson("SharePage", examples.sharePage),
      },
    },
    problems: ["forbidden", "unavailable"],
  },
  {
    method: "get",
    path: "/api/share/cards",
    id: "listShareCards",
    tag: "shares",
    summary: "Look up to 50 shares up by their ids",
    description: "`ids` are separated by commas. Those that are gone or never were are left out.",
    access: "member",
    scope: "share:read",
    query: shareCardsQuery,
    answers: {
      200: {
        description: "Those that are there",
        content: inJson("ShareCards", { shares: [examples.share] }),
      },
    },
  },
  {
    method: "get",
    path: "/api/share/monitor",
    id: "monitorShares",
    tag: "shares",
    summary: "Figures about all shares",
    access: "admin",
    answers: {
      200: { description: "Figures", content: inJson("ShareMonitor") },
    },
  },
  {
    method: "get",
    path: "/api/share/oembed",
    id: "embedShare",
    tag: "shares",
    summary: "How to embed a share (oEmbed 1.0)",
    description: "`url` is the address of the share's page.",
    access: "anyone",
    query: oembedQuery,
    answers: {
      200: { description: "oEmbed", content: inJson("Oembed") },
    },
    problems: ["not_found", "gone", "not_implemented", "unavailable"],
  },
  {
    method: "get",
    path: "/api/share/{shareId}",
    id: "getShare",
    tag: "shares",
    summary: "Read a share",
    description:
      "Everybody who knows the address may. A call that shows a token needs the scope all the same.",
    access: "anyone",
    scope: "share:read",
    params: shareParams,
    answers: {
      200: {
        description: "The share",
        content: inJson("Share", examples.share),
      },
    },
    problems: ["gone", "unavailable"],
  },
  {
    method: "patch",
    path: "/api/share/{shareId}",
    id: "extendShare",
    tag: "shares",
    summary: "Give a share of mine a new life from now on",
    access: "member",
    scope: "share:write",
    params: shareParams,
    body: {
      "application/json": {
        schema: "ExtendShare",
        examples: { month: { expiresInDays: 30 } },
      },
    },
    answers: {
      200: {
        description: "The share",
        content: inJson("Share", examples.share),
      },
    },
    problems: ["gone"],
  },
  {
    method: "delete",
    path: "/api/share/{shareId}",
    id: "removeShare",
    tag: "shares",
    summary: "Remove a share of mine",
    description: "Its images go with it. Doing it again changes nothing.",
    access: "member",
    scope: "share:write",
    params: shareParams,
    answers: { 204: { description: "It is removed" } },
  },
  {
    method: "post",
    path: "/api/share/{shareId}/report",
    id: "reportShare",
    tag: "shares",
    summary: "Say what is wrong with a share",
    access: "anyone",
    params: shareParams,
    body: {
      "application/json": {
        schema: "ReportShare",
        examples: { personal: { reason: "personal", detail: "This shows me without my leave." } },
      },
      "application/x-www-form-urlencoded": { schema: "ReportShare" },
    },
    answers: {
      204: { description: "The report is kept" },
      303: {
        description: "The report of a form is kept; back to the share's page",
        headers: { Location: "The share's page" },
      },
    },
    problems: ["gone", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/media/shares/{shareId}/{side}",
    id: "getShareImage",
    tag: "shares",
    summary: "An image of a share that is kept here",
    description: "With `download=1` browsers save it instead of showing it.",
    access: "anyone",
    params: shareImageParams,
    query: shareImageQuery,
    answers: {
      200: {
        description: "The image",
        content: { "image/png": {}, "image/jpeg": {}, "image/webp": {} },
      },
    },
    problems: ["gone", "unavailable"],
  },
];
