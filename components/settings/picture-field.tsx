"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type ChangeEvent } from "react";
import { z } from "zod";
import { FailureNotice } from "@/components/auth/failure-notice";
import { useAction } from "@/components/chat/use-action";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Me } from "@/lib/auth/schema";
import { fetchJson } from "@/lib/http/fetcher";
import { toSquarePicture } from "./square-picture";

const pictureSchema = z.object({ image: z.string() });

type PictureFieldProps = { me: Me; onChange: (image: string | null) => void };

/** My picture, with ways to change and remove it. */
export function PictureField({ me, onChange }: PictureFieldProps) {
  const t = useTranslations("settings.profile");
  const input = useRef<HTMLInputElement>(null);
  const [broken, setBroken] = useState(false);
  const { busy, failure, run } = useAction();

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = "";
    if (!file) return;
    setBroken(false);
    void run(async () => {
      const body = await toSquarePicture(file).catch(() => null);
      if (!body) return setBroken(true);
      const init = { method: "PUT", body } as const;
      onChange((await fetchJson("/api/me/picture", pictureSchema, init)).image);
    });
  };

  const remove = () =>
    void run(async () => {
      await fetchJson("/api/me/picture", z.undefined(), { method: "DELETE" });
      onChange(null);
    });

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-4">
        <Avatar name={me.name} image={me.image} colorKey={me.id} size="xl" />
        <div className="space-y-2">
          <div className="flex flex-wrap gap-2">
            <Button busy={busy} onClick={() => input.current?.click()}>
              {t("choose")}
            </Button>
            {me.image ? (
              <Button variant="ghost" busy={busy} onClick={remove}>
                {t("remove")}
              </Button>
            ) : null}
          </div>
          <p className="text-sm text-muted">{t("pictureHint")}</p>
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={t("picture")}
          tabIndex={-1}
          className="sr-only"
          onChange={choose}
        />
      </div>
      {broken ? <Notice tone="danger">{t("pictureBroken")}</Notice> : null}
      <FailureNotice failure={failure} />
    </div>
  );
}
