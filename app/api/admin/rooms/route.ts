import { adminRoomsQuery } from "@/lib/chat/admin/schema";
import { listAllRooms } from "@/lib/chat/service";
import { json, route } from "@/lib/http/route";

export const runtime = "edge";

export const GET = route(
  { access: "admin", query: adminRoomsQuery },
  async ({ deps, person, query }) => json(await listAllRooms(deps, person, query)),
);
