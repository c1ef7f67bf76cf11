"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Section } from "./section";

export function DataSection() {
  const t = useTranslations("settings.data");
  return (
    <Section title={t("title")} lead={t("lead")}>
      <Button asChild>
        <a href="/api/me/export" download>
          <Download aria-hidden size={16} />
          {t("export")}
        </a>
      </Button>
    </Section>
  );
}
