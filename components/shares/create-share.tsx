"use client";

import { useState } from "react";
import { ShareCreated } from "./share-created";
import { ShareForm } from "./share-form";
import { useSending } from "./use-sending";

/** Makes a share as `userId`, shows its link, and starts over for another one. */
export function CreateShare({ userId }: { userId: string }) {
  const { sending, send, cancel, reset } = useSending(userId);
  const [round, setRound] = useState(0);
  if (sending.state === "done") {
    return (
      <ShareCreated
        share={sending.share}
        onAnother={() => {
          reset();
          setRound(round + 1);
        }}
      />
    );
  }
  return <ShareForm key={round} sending={sending} send={send} cancel={cancel} />;
}
