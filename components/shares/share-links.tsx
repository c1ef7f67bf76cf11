"use client";

import { useEffect, useState, type ComponentType } from "react";
import { findShareIds } from "@/lib/client/share-links";
import { cardBox } from "./card-box";

type Card = ComponentType<{ shareId: string }>;

/** Kept once it has come: rows that scroll back into view draw their cards at once. */
let loaded: Card | null = null;
const loadCard = async () => (loaded = (await import("./share-card")).ShareCard);

/** Cards for the shares that a message's text links to. Their code comes with the first of them; their room is there before. */
export function ShareLinks({ text }: { text: string }) {
  const ids = findShareIds(text, location.host);
  return ids.length === 0 ? null : <ShareCards ids={ids} />;
}

function ShareCards({ ids }: { ids: string[] }) {
  const [Card, setCard] = useState<Card | null>(() => loaded);
  useEffect(() => {
    let wanted = true;
    // Without the code the links themselves still stand in the text.
    loadCard().then((card) => wanted && setCard(() => card), ignore);
    return () => {
      wanted = false;
    };
  }, []);
  return ids.map((id) =>
    Card ? <Card key={id} shareId={id} /> : <div key={id} aria-hidden className={cardBox} />,
  );
}

const ignore = () => undefined;
