import { DurableObject } from "cloudflare:workers";

export class ChatRoom extends DurableObject {}

export default {
  fetch: () => new Response(null, { status: 404 }),
};
