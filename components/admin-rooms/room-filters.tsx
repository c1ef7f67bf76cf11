"use client";

import { useTranslations } from "next-intl";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { roomOrders, type AdminRoom, type RoomOrder } from "@/lib/chat/admin/schema";
import { readKind, readOrder, roomKinds } from "./read-question";

type RoomFiltersProps = {
  q: string;
  type: AdminRoom["kind"] | null;
  sort: RoomOrder;
  onQ: (q: string) => void;
  onType: (type: AdminRoom["kind"] | null) => void;
  onSort: (sort: RoomOrder) => void;
};

/** Which rooms are listed, and in which order. */
export function RoomFilters({ q, type, sort, onQ, onType, onSort }: RoomFiltersProps) {
  const t = useTranslations("rooms");
  return (
    <search className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,20rem)_10rem_12rem]">
      <div className="col-span-2 sm:col-span-1">
        <TextField
          label={t("search")}
          type="search"
          autoComplete="off"
          maxLength={80}
          value={q}
          onChange={onQ}
        />
      </div>
      <SelectField
        label={t("type")}
        value={type ?? ""}
        onChange={(value) => onType(readKind(value))}
      >
        <option value="">{t("allTypes")}</option>
        {roomKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <SelectField label={t("sort")} value={sort} onChange={(value) => onSort(readOrder(value))}>
        {roomOrders.map((order) => (
          <option key={order} value={order}>
            {t(`sorts.${order}`)}
          </option>
        ))}
      </SelectField>
    </search>
  );
}
