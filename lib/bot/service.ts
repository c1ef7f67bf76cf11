/** The door to bots: programs that take part in rooms, and what their webhooks are told. */
export {
  addBotToRoom,
  changeBot,
  changeBotPicture,
  createBot,
  createBotToken,
  listBots,
  listBotTokens,
  listRoomBots,
  removeBot,
  removeBotFromRoom,
} from "./bots";
export { deliverDueMentions, deliverMentions } from "./deliver";
export type { OwedMention } from "./store/owe";
export { clearWebhook, listDeliveries, renewWebhookSecret, sendAgain, setWebhook } from "./webhook";
