import { notFound } from "next/navigation";
import { roomIdSchema } from "@/lib/chat/schema";
import { ChatPage } from "../chat-page";

export const runtime = "edge";

export default async function RoomPage({ params }: { params: Promise<{ roomId: string }> }) {
  const roomId = roomIdSchema.safeParse((await params).roomId);
  if (!roomId.success) notFound();
  return <ChatPage path={`/chat/${roomId.data}`} />;
}
