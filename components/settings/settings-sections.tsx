"use client";

import { useState } from "react";
import { BotsSection } from "@/components/programs/bots-section";
import type { Me } from "@/lib/auth/schema";
import { DataSection } from "./data-section";
import { DeleteSection } from "./delete-section";
import { InstallSection } from "./install-section";
import { LookSection } from "./look-section";
import { NotificationsSection } from "./notifications-section";
import { PartnerSection } from "./partner-section";
import { PasswordSection } from "./password-section";
import { ProfileSection } from "./profile-section";
import { SessionsSection } from "./sessions-section";
import { TokensSection } from "./tokens-section";

/** Everything a person can set, starting from what the server knows. */
export function SettingsSections({ initial }: { initial: Me }) {
  const [me, setMe] = useState(initial);
  return (
    <>
      <ProfileSection me={me} onChange={setMe} />
      <LookSection me={me} onChange={setMe} />
      <NotificationsSection userId={me.id} />
      <InstallSection />
      <PasswordSection
        email={me.email}
        hasPassword={me.hasPassword}
        onChange={() => setMe((old) => ({ ...old, hasPassword: true }))}
      />
      <PartnerSection />
      <SessionsSection />
      <TokensSection />
      <BotsSection />
      <DataSection />
      <DeleteSection hasPassword={me.hasPassword} />
    </>
  );
}
