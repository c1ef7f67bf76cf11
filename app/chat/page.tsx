import { ChatPage } from "./chat-page";

export const runtime = "edge";

export default function RoomsPage() {
  return <ChatPage path="/chat" />;
}
