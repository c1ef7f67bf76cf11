import type { Person } from "../../../lib/auth/schema";
import { openSocket } from "../../../lib/ticket/open-socket";
import { issueTicket } from "../../../lib/ticket/service";
import type { Deps } from "../../../lib/platform/deps";

export const site = "https://plaza.example";

/** A ticket as `POST …/tickets` issues it to a page of `origin`. */
export async function issue(deps: Deps, person: Person, roomId: string, origin = site) {
  const request = new Request(`${site}/api/chat/rooms/${roomId}/tickets`, {
    method: "POST",
    headers: { origin },
  });
  const { ticket } = await issueTicket(deps, person, roomId, request);
  return ticket;
}

/** The upgrade request of a browser; `headers` add to it or replace, `null` takes away. */
export function upgrade(
  roomId: string,
  ticket: string,
  headers: Record<string, string | null> = {},
): Request {
  const request = new Request(`${site}/api/chat/rooms/${roomId}/ws`, {
    headers: {
      upgrade: "websocket",
      origin: site,
      "sec-websocket-protocol": `plaza.v1, ticket.${ticket}`,
    },
  });
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) request.headers.delete(name);
    else request.headers.set(name, value);
  }
  return request;
}

/** Opens a socket with a ticket; the code of the problem when it is refused, `"open"` otherwise. */
export async function redeem(
  deps: Deps,
  roomId: string,
  ticket: string,
  headers: Record<string, string | null> = {},
): Promise<string> {
  const response = await openSocket(deps, upgrade(roomId, ticket, headers), roomId);
  if (response.status === 101) {
    response.webSocket?.accept();
    response.webSocket?.close(1000);
    return "open";
  }
  const { code, status } = (await response.json()) as { code: string; status: number };
  return status === response.status ? code : `${code} under status ${response.status}`;
}

/** How often a counter was counted, over its labels. */
export function counted(deps: Deps, name: string, labels: Record<string, string> = {}): number {
  return deps.counters
    .snapshot()
    .counters.filter(
      (series) =>
        series.name === name &&
        Object.entries(labels).every(([label, value]) => series.labels[label] === value),
    )
    .reduce((sum, series) => sum + series.count, 0);
}
