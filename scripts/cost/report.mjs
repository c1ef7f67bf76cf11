import { borders, toAdvice, toBill, toOperations, toTicketOperations } from "./model.mjs";
import { basePrice, toDollars } from "./prices.mjs";

const strategies = ["single-consumer", "durable-objects"];
const stores = ["kv", "redis", "durable-object", "memory"];

const toPrice = (dollars) => `$${dollars.toFixed(2)}`;
const toAmount = (amount) =>
  amount >= 100 ? Math.round(amount).toLocaleString("en-US") : amount.toFixed(2);
const toRow = (name, amount, price) =>
  `  ${name.padEnd(24)}${amount.padStart(16)}${price.padStart(12)}`;

/** The monthly estimate as lines of text. */
export function toReport(traffic) {
  const { requestsPerDay, members, isolates, flushMs, ticketsPerMember } = traffic;
  const site = toDollars("requests", requestsPerDay * 30);
  const lines = [
    `${toAmount(requestsPerDay)} requests a day, ${toAmount(members)} members; ${isolates} isolates, a chunk each ${flushMs / 1000} s.`,
    "US dollars a month above what the Workers Paid plan includes; every resource as if nothing else used it.",
    "",
    toRow("Workers Paid plan", "", toPrice(basePrice)),
    toRow("requests of the site", toAmount(requestsPerDay * 30), toPrice(site)),
  ];
  for (const strategy of strategies) {
    const operations = toOperations(strategy, traffic);
    const bill = toBill(operations);
    const perEvent = (amount) => (amount / (requestsPerDay * 30)).toFixed(3);
    const rows = operations.d1_rows_written + operations.object_rows_written;
    lines.push(
      "",
      `Statistics, AGGREGATION=${strategy}: ${toPrice(bill.dollars)}`,
      ...bill.lines.map((line) =>
        toRow(line.resource, toAmount(line.amount), toPrice(line.dollars)),
      ),
      `  an event: ${perEvent(rows)} rows written, ${perEvent(operations.queue_operations)} queue operations`,
    );
  }
  lines.push(
    "",
    `Tickets of sockets, ${ticketsPerMember} a member and day (assumed), TICKET_STORE=`,
  );
  for (const store of stores) {
    const bill = toBill(toTicketOperations(store, { members, ticketsPerMember }));
    const only = store === "memory" ? "  (for one isolate only: tickets fail across several)" : "";
    lines.push(`${toRow(store, "", toPrice(bill.dollars))}${only}`);
  }
  lines.push(
    "",
    `Fits ${toAmount(requestsPerDay)} requests a day: ${toAdvice(requestsPerDay)}`,
    `  below ${toAmount(borders.prepare)}: single-consumer; up to ${toAmount(borders.switch)}: single-consumer, durable-objects prepared; above: durable-objects`,
  );
  return lines;
}
