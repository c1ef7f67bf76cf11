"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("auth.password");
  const [visible, setVisible] = useState(false);
  const Icon = visible ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...props} type={visible ? "text" : "password"} className="pr-11" spellCheck={false} />
      <div className="absolute inset-y-0 right-1 flex items-center">
        <IconButton
          label={visible ? t("hide") : t("show")}
          size="sm"
          onClick={() => setVisible(!visible)}
        >
          <Icon aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
