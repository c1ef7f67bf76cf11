"use client";

import { AtSign, Keyboard, Moon, Search, Settings, SquarePen, Sun, SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { keepPreferences } from "@/components/shell/keep-preferences";
import { Avatar } from "@/components/ui/avatar";
import type { TypedEarly } from "@/components/ui/early-field";
import { themeSchema } from "@/lib/auth/schema";
import type { RoomSummary } from "@/lib/chat/schema";
import { findByName } from "@/lib/client/match-name";
import { applyTheme } from "@/lib/client/preferences";
import { toRoomName, toRoomSections } from "@/lib/client/room-order";
import type { ShortcutName } from "@/lib/client/shortcuts";
import { useMe } from "../chat/me";
import { createRoom } from "../chat/room-api";
import { RoomIcon } from "../chat/room-icon";
import { usePeople } from "../chat/use-people";
import type { Rooms } from "../chat/use-rooms";
import type { FinderActs } from "./finder";

export type Option = {
  key: string;
  icon: ReactNode;
  label: string;
  note?: string;
  unread?: boolean;
  shortcut?: ShortcutName;
  act: () => void | Promise<void>;
};

export type PaletteProps = {
  /** What was typed before it was there. */
  typed: TypedEarly;
  rooms: Rooms;
  acts: FinderActs;
  onSearch: (query: string) => void;
  onCreate: () => void;
  onOpen: (roomId: string) => void;
};

const searchFor = "search-for";

/** Whether this is only offered because there may be nothing better. */
export const isLastResort = (option: Option | undefined) => option?.key === searchFor;

const shownRooms = { idle: 7, typed: 12 };
const shownPeople = 6;
const themeIcons = { system: <SunMoon />, light: <Sun />, dark: <Moon /> };

type Group = { title: string; options: Option[] };

/** What the palette offers for what is typed: rooms, people, and what can be done. */
export function usePalette(props: PaletteProps, typed: string) {
  const { rooms, onOpen, onSearch } = props;
  const t = useTranslations("find.palette");
  const names = useTranslations("chat.rooms");
  const me = useMe();
  const query = typed.trim();
  const { people, searching } = usePeople(query);
  const doings = useDoings(props);

  const sections = toRoomSections(rooms.rooms ?? []);
  const byTime = [...sections.rooms, ...sections.direct].sort(
    (one, other) => (other.lastMessageAt ?? 0) - (one.lastMessageAt ?? 0),
  );
  const offered = query === "" ? byTime : [...byTime, ...sections.joinable];
  const toOption = (room: RoomSummary): Option => ({
    key: room.id,
    icon: <RoomIcon room={room} />,
    label: toRoomName(room),
    unread: room.myRole !== null && room.unread > 0,
    note:
      room.myRole === null
        ? t("joinable")
        : room.unread > 0
          ? names("unread", { count: room.unread })
          : "",
    act: () => onOpen(room.id),
  });
  const found = findByName(offered, query, toRoomName)
    .slice(0, query === "" ? shownRooms.idle : shownRooms.typed)
    .map(toOption);

  // Those found for what was typed before stay until the answer comes, if they still fit.
  const fitting = searching ? findByName(people ?? [], query, ({ name }) => name) : (people ?? []);
  const strangers = fitting.filter(
    ({ id }) => id !== me.id && !sections.direct.some(({ peer }) => peer?.id === id),
  );
  const persons = strangers.slice(0, shownPeople).map((person): Option => ({
    key: person.id,
    icon: <Avatar name={person.name} image={person.image} colorKey={person.id} size="sm" />,
    label: person.name,
    note: t("write"),
    act: async () => {
      const room = await createRoom({ kind: "direct", memberIds: [person.id] });
      await rooms.refresh();
      onOpen(room.id);
    },
  }));
  const search: Option = {
    key: searchFor,
    icon: <Search />,
    label: t("searchFor", { query }),
    act: () => onSearch(query),
  };
  const todo = findByName(doings, query, ({ label }) => label);
  const groups: Group[] = [
    { title: t(query === "" ? "recent" : "rooms"), options: found },
    { title: t("people"), options: persons },
    { title: t("actions"), options: query === "" ? todo : [...todo, search] },
  ];
  return { groups: groups.filter(({ options }) => options.length > 0), searching };
}

function useDoings({ acts, onCreate }: PaletteProps): Option[] {
  const t = useTranslations("find");
  const common = useTranslations("common");
  const chat = useTranslations("chat.rooms");
  const router = useRouter();
  return [
    { key: "new", icon: <SquarePen />, label: chat("create"), act: onCreate },
    {
      ...{ key: "search", icon: <Search />, label: t("search.open") },
      ...{ shortcut: "search" as const, act: acts.search },
    },
    { key: "mentions", icon: <AtSign />, label: t("mentions.open"), act: acts.mentions },
    {
      ...{ key: "settings", icon: <Settings />, label: common("settings") },
      act: () => router.push("/settings"),
    },
    ...themeSchema.options.map((theme) => ({
      key: `theme-${theme}`,
      icon: themeIcons[theme],
      label: t("palette.theme", { name: common(`theme.${theme}`) }),
      act: async () => {
        applyTheme(theme);
        await keepPreferences({ theme });
      },
    })),
    {
      ...{ key: "keys", icon: <Keyboard />, label: t("keys.title") },
      ...{ shortcut: "keys" as const, act: acts.keys },
    },
  ];
}
