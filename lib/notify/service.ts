/** The door to notifications: who is told of messages while they are away. */
export { deliverPushes } from "./delivery";
export { getNotifications, setQuiet } from "./quiet";
export { getPushKey, listBrowsers, sendTest, subscribe, unsubscribe } from "./subscriptions";
