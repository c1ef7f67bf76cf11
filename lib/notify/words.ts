import type { PushPayload } from "./schema";

/** The few words of a push that nobody typed. Workers have no catalogues; `messages/` is for pages. */
type Words = { image: string; images: string; testTitle: string; testBody: string };

export const pushWords: Record<PushPayload["locale"], Words> = {
  en: {
    image: "Sent an image",
    images: "Sent several images",
    testTitle: "It works",
    testBody: "This is how Plaza tells you of messages while you are away.",
  },
  "zh-Hans": {
    image: "发来一张图片",
    images: "发来多张图片",
    testTitle: "通知正常",
    testBody: "您不在时，Plaza 会这样通知您新消息。",
  },
  "zh-Hant": {
    image: "傳來一張圖片",
    images: "傳來多張圖片",
    testTitle: "通知運作正常",
    testBody: "您不在時，Plaza 會這樣通知您新訊息。",
  },
};
