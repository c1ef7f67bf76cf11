import type { ServerFrame } from "../chat/schema";
import {
  forgetTypists,
  joinCompany,
  leaveCompany,
  nextCompany,
  typingLastsMs,
  type Company,
} from "./company";
import type { Cancel, Effects } from "./effects";
import type { RoomStore } from "./room-store";

/** Keeps who is here, who types and who has read in the store, and forgets typists in time. */
export function createCompanyKeeper(effects: Effects, store: RoomStore) {
  let cancelTimer: Cancel = () => undefined;

  function change(company: Company): void {
    if (company !== store.get().company) store.change({ company });
  }

  function forget(): void {
    change(forgetTypists(store.get().company, effects.now()));
    schedule();
  }

  function schedule(): void {
    cancelTimer();
    if (store.get().company.typing.length > 0) cancelTimer = effects.after(typingLastsMs, forget);
  }

  return {
    hear(frame: ServerFrame): void {
      change(nextCompany(store.get().company, frame, effects.now()));
      if (frame.type === "typing") schedule();
    },
    join(told: Pick<Company, "present" | "readBy">): void {
      change(joinCompany(store.get().company, told));
    },
    leave(): void {
      cancelTimer();
      change(leaveCompany(store.get().company));
    },
  };
}
