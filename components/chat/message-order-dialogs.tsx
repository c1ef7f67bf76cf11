"use client";

import type { Message } from "@/lib/chat/schema";
import { OrderDialog } from "./order-dialog";
import { ReportDialog } from "./report-dialog";

/** What somebody wants to do about a message that breaks the peace. */
export type MessageOrder = { deed: "report" | "order"; message: Message };

type MessageOrderDialogsProps = { order: MessageOrder; onClose: () => void; onClosed: () => void };

export function MessageOrderDialogs({ order, onClose, onClosed }: MessageOrderDialogsProps) {
  const { deed, message } = order;
  if (deed === "report") {
    return <ReportDialog message={message} onClose={onClose} onClosed={onClosed} />;
  }
  return (
    <OrderDialog
      roomId={message.roomId}
      person={{ userId: message.authorId, name: message.authorName }}
      onClose={onClose}
      onClosed={onClosed}
    />
  );
}
