import { ChatApp } from "@/components/chat/chat-app";
import { requirePerson } from "../require-person";

/** The chat for whoever is signed in. It reads the open room from the address by itself. */
export async function ChatPage({ path }: { path: string }) {
  const { id, name, image, role, partner } = await requirePerson(path);
  return <ChatApp me={{ id, name, image, role, isPartner: partner?.status === "approved" }} />;
}
