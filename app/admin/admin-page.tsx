import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminGate } from "@/components/admin/admin-gate";
import { AdminNav } from "@/components/admin/admin-nav";
import { MeProvider } from "@/components/admin/me";
import type { AdminSection } from "@/components/admin/sections";
import { ClientMessages } from "@/components/shell/client-messages";
import type { Namespace } from "@/i18n/namespaces";
import { requireAdmin } from "./require-admin";

type AdminPageProps = {
  section: AdminSection;
  /** Catalogues that its client components need besides `common`, `problems` and `admin`. */
  namespaces: Namespace[];
  children: ReactNode;
};

/** What every page of the dashboard is: for admins only, with the way to the others and its own texts. */
export async function AdminPage({ section, namespaces, children }: AdminPageProps) {
  const [person, t] = await Promise.all([requireAdmin(), getTranslations("admin")]);
  return (
    <ClientMessages namespaces={["common", "problems", "admin", ...namespaces]}>
      <MeProvider value={{ id: person.id, name: person.name }}>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
        >
          {t("skipToContent")}
        </a>
        <div className="lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
          <AdminNav current={section} />
          <main id="content" tabIndex={-1} className="min-w-0 px-4 pb-16 outline-none sm:px-8">
            <h1 className="pt-6 pb-4 text-2xl font-semibold tracking-tight">
              {t(`sections.${section}`)}
            </h1>
            <AdminGate>{children}</AdminGate>
          </main>
        </div>
      </MeProvider>
    </ClientMessages>
  );
}
