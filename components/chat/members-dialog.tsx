"use client";

import { Gavel, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import type { Role } from "@/lib/auth/schema";
import type { PresentUser, RoomMember } from "@/lib/chat/schema";
import { AuthorBadge } from "./author-badge";
import { KeptPeople } from "./kept-people";
import { useMe } from "./me";
import { OrderDialog } from "./order-dialog";
import { removeMember } from "./room-api";
import { useAction } from "./use-action";
import { useMembers } from "./use-members";
import { useProblemText } from "./use-problem-text";

type MembersDialogProps = {
  roomId: string;
  roomName: string;
  present: readonly PresentUser[];
  mayRemove: boolean;
  /** Mutes and bans. */
  keepsOrder: boolean;
  onClose: () => void;
};

/** Who belongs to the room and who is here now; owners and moderators take people out. */
export function MembersDialog(props: MembersDialogProps) {
  const { roomId, present } = props;
  const t = useTranslations("chat.members");
  const toast = useToast();
  const toText = useProblemText();
  const me = useMe();
  const { members, error, hasMore, loadingMore, loadMore, refresh } = useMembers(roomId);
  const { busy, failure, run } = useAction();
  const [leaving, setLeaving] = useState<RoomMember | null>(null);
  const order = useTranslations("moderation.order");
  const [ordering, setOrdering] = useState<RoomMember | null>(null);
  const [orders, setOrders] = useState(0);
  const here = new Set(present.map(({ userId }) => userId));

  const remove = async (member: RoomMember) => {
    const done = await run(async () => {
      await removeMember(roomId, member.userId);
      await refresh();
    });
    setLeaving(null);
    if (done) toast({ text: t("removed", { name: member.name }) });
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      title={t("title", { name: props.roomName })}
    >
      {failure === undefined ? null : <Notice tone="danger">{toText(failure)}</Notice>}
      {members === undefined ? (
        error === undefined ? (
          <MemberSkeletons />
        ) : (
          <Notice tone="danger">{t("loadFailed")}</Notice>
        )
      ) : (
        <ul className="-mx-2 pb-2">
          {members.map((member) => (
            <li
              key={member.userId}
              className="flex min-h-12 items-center gap-3 rounded-lg px-2 hover:bg-subtle"
            >
              <Avatar name={member.name} image={member.image} colorKey={member.userId} size="sm" />
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-1.5">
                  <span className="truncate text-sm font-medium">{member.name}</span>
                  <AuthorBadge badge={member.badge} />
                  {member.userId === me.id ? <Badge>{t("you")}</Badge> : null}
                </span>
                {here.has(member.userId) ? (
                  <span className="flex items-center gap-1.5 text-xs text-ok">
                    <span aria-hidden className="size-1.5 rounded-full bg-current" />
                    {t("here")}
                  </span>
                ) : null}
              </span>
              {member.role === "owner" ? <Badge>{t("owner")}</Badge> : null}
              {props.keepsOrder && !isLike(member, me.role) && member.userId !== me.id ? (
                <IconButton
                  label={order("action", { name: member.name })}
                  size="sm"
                  onClick={() => setOrdering(member)}
                >
                  <Gavel aria-hidden />
                </IconButton>
              ) : null}
              {props.mayRemove && member.userId !== me.id ? (
                <IconButton
                  label={t("remove", { name: member.name })}
                  variant="danger"
                  size="sm"
                  onClick={() => setLeaving(member)}
                >
                  <UserMinus aria-hidden />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {hasMore ? (
        <Button wide busy={loadingMore} onClick={loadMore}>
          {t("loadMore")}
        </Button>
      ) : null}
      {props.keepsOrder ? (
        <KeptPeople roomId={roomId} changes={orders} onLifted={() => void refresh()} />
      ) : null}
      {ordering ? (
        <OrderDialog
          roomId={roomId}
          person={ordering}
          onClose={() => setOrdering(null)}
          onDone={() => {
            setOrders((count) => count + 1);
            void refresh();
          }}
        />
      ) : null}
      <AlertDialog
        open={leaving !== null}
        onOpenChange={(open) => (open ? undefined : setLeaving(null))}
        title={t("removeTitle", { name: leaving?.name ?? "" })}
        description={t("removeText")}
        confirmLabel={t("removeConfirm")}
        busy={busy}
        onConfirm={() => (leaving ? void remove(leaving) : undefined)}
      />
    </Dialog>
  );
}

/** Nobody decides about their like: admins not about admins, moderators not about either, owners not about any of them. */
function isLike(member: RoomMember, role: Role): boolean {
  if (member.badge === "admin") return true;
  return member.badge === "moderator" && role !== "admin";
}

function MemberSkeletons() {
  return (
    <div className="space-y-3 pb-2">
      {[1, 2, 3].map((key) => (
        <div key={key} className="flex items-center gap-3">
          <Skeleton className="size-7" />
          <Skeleton className="h-4 w-40" />
        </div>
      ))}
    </div>
  );
}
