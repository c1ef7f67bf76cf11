import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signTicket, verifyTicket, type TicketClaim } from "./claim";

const secret = "a-secret-of-at-least-thirty-two-letters";
const claim: TicketClaim = {
  jti: "abcdefghijklmnopqrstuvwx",
  userId: "user1",
  sid: "session1",
  roomId: "room1",
  origin: "https://plaza.example",
  exp: 2_000,
};

describe("a ticket", () => {
  it("gives its claim back until it expires", async () => {
    const ticket = await signTicket(secret, claim);
    expect(await verifyTicket([secret], ticket, "room1", 1_999)).toEqual(claim);
    await expect(verifyTicket([secret], ticket, "room1", 2_000)).rejects.toMatchObject({
      code: "ticket_expired",
    });
  });

  it("is a token that fits into a subprotocol (RFC 7230) whatever its claim says", async () => {
    const ticket = await signTicket(secret, { ...claim, origin: "https://例え.example/~ü" });
    expect(ticket).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
  });

  it("opens no other room", async () => {
    const ticket = await signTicket(secret, claim);
    await expect(verifyTicket([secret], ticket, "room2", 0)).rejects.toMatchObject({
      code: "ticket_invalid",
    });
  });

  it("is refused under another secret", async () => {
    const ticket = await signTicket(`${secret}-of-somebody-else`, claim);
    await expect(verifyTicket([secret], ticket, "room1", 0)).rejects.toMatchObject({
      code: "ticket_invalid",
    });
  });

  it("counts under the old and the new secret while it is rotated, and under the new one alone after", async () => {
    const next = `${secret}-the-next-one`;
    const before = await signTicket(secret, claim);
    const during = await signTicket(next, claim);
    expect(await verifyTicket([next, secret], before, "room1", 0)).toEqual(claim);
    expect(await verifyTicket([next, secret], during, "room1", 0)).toEqual(claim);
    expect(await verifyTicket([next], during, "room1", 0)).toEqual(claim);
    await expect(verifyTicket([next], before, "room1", 0)).rejects.toMatchObject({
      code: "ticket_invalid",
    });
  });

  it("is refused when any letter of its claim was changed", async () => {
    const ticket = await signTicket(secret, claim);
    const claimLength = ticket.indexOf(".");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(claimLength - 1),
        fc.constantFrom(..."ABCDxyz019-_"),
        async (position, letter) => {
          fc.pre(ticket[position] !== letter);
          const forged = ticket.slice(0, position) + letter + ticket.slice(position + 1);
          await expect(verifyTicket([secret], forged, "room1", 0)).rejects.toMatchObject({
            code: "ticket_invalid",
          });
        },
      ),
    );
  });

  it("that is rubbish is invalid, never a fault", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 2000 }), async (rubbish) => {
        await expect(verifyTicket([secret], rubbish, "room1", 0)).rejects.toMatchObject({
          code: "ticket_invalid",
        });
      }),
    );
  });
});
