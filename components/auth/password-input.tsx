"use client";

import { Eye, EyeOff } from "lucide-react";
import type { ComponentProps } from "react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

type PasswordInputProps = Omit<ComponentProps<"input">, "type"> & {
  labels: { show: string; hide: string };
};

/** A password that can be looked at while it is typed. */
export function PasswordInput({ labels, ...rest }: PasswordInputProps) {
  const [visible, setVisible] = useState(false);
  const Icon = visible ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...rest} type={visible ? "text" : "password"} className="pr-11" spellCheck={false} />
      <div className="absolute inset-y-0 right-1 flex items-center">
        <IconButton
          label={visible ? labels.hide : labels.show}
          size="sm"
          onClick={() => setVisible(!visible)}
        >
          <Icon aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
