"use client";

import { useTranslations } from "next-intl";
import { cloneElement, useId, useState, type ReactElement } from "react";
import { useAction } from "@/components/chat/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { DashboardLink, DashboardView } from "@/lib/dashboard/schema";
import { LinkMade } from "./link-made";
import { ShareViewForm } from "./share-view-form";

type ShareViewDialogProps = {
  view: DashboardView;
  /** The button that opens it. */
  trigger: ReactElement<{ onClick?: () => void }>;
};

/**
 * Makes a public link to a view of the statistics. Needs the texts of `links` and an `AdminPage` around. The view is
 * the one of the moment it was opened, so that nothing changes under the hands.
 */
export function ShareViewDialog({ view, trigger }: ShareViewDialogProps) {
  const [opened, setOpened] = useState<DashboardView | null>(null);
  return (
    <>
      {cloneElement(trigger, { onClick: () => setOpened(view) })}
      {opened ? <OpenDialog view={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

/** Lives only while it is open, so that each opening begins anew. */
function OpenDialog({ view, onClose }: { view: DashboardView; onClose: () => void }) {
  const t = useTranslations("links.share");
  const common = useTranslations("common");
  const formId = useId();
  const action = useAction();
  const [made, setMade] = useState<DashboardLink | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(made ? "madeTitle" : "title")}
      description={t(made ? "madeText" : "text")}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            {t("done")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{common("cancel")}</Button>
            <Button type="submit" form={formId} variant="primary" busy={action.busy}>
              {t("create")}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <LinkMade link={made} />
      ) : (
        <ShareViewForm id={formId} view={view} action={action} onMade={setMade} />
      )}
    </Dialog>
  );
}
