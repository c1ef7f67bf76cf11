const dayMs = 86_400_000;
const linkName = "Last week at a glance";

const hosts = [
  {
    key: "Mira",
    status: "approved",
    appliedDaysAgo: 20,
    decidedDaysAgo: 19,
    profile:
      "I keep the stalls of the market in order, and would like to open rooms for those who want to join us on Saturdays.",
  },
  {
    key: "Lukas",
    status: "suspended",
    appliedDaysAgo: 24,
    decidedDaysAgo: 6,
    reason: "Three rooms full of advertisements. Write to us when that is over.",
    profile: "Guided tours along the ridge, four days a week, in small groups.",
  },
  {
    key: "Ngozi",
    status: "pending",
    appliedDaysAgo: 2.2,
    profile:
      "I lead the Thursday repair evening in the workshop and would like to pin its list of tools and open a room for each project.",
  },
  {
    key: "Peter",
    status: "pending",
    appliedDaysAgo: 0.3,
    profile: "Trail reports for the whole valley, checked on foot every week since 2019.",
  },
];

/** Whom messages of the demo show as a partner. */
export const approvedPartner = "Mira";

const report = {
  picture: "stalls",
  reason: "personal",
  detail:
    "The man at the second stall from the left can be recognised, and he did not agree to this.",
  daysAgo: 1.4,
};

/**
 * What an admin of the demo has done and still has to do: `{partners, reports, audits, links}`, as rows. `linkId` and
 * `view` are of a public link to the statistics.
 */
export function buildAdministration({ now, newId, byKey, shares, linkId, view }) {
  const admin = byKey.get("Robin").id;
  const ago = (days) => Math.round(now - days * dayMs);
  const partners = hosts.map((host) => ({
    id: newId(16),
    userId: byKey.get(host.key).id,
    status: host.status,
    profile: host.profile,
    createdAt: ago(host.appliedDaysAgo),
    decidedAt: host.decidedDaysAgo === undefined ? null : ago(host.decidedDaysAgo),
    decisionReason: host.reason ?? null,
  }));
  const entry = (daysAgo, action, targetId, detail = {}) => ({
    id: newId(20),
    at: ago(daysAgo),
    actorId: admin,
    action,
    targetId,
    detail: JSON.stringify(detail),
  });
  const idOf = (key) => byKey.get(key).id;
  return {
    partners,
    links: [
      {
        id: linkId,
        name: linkName,
        view: JSON.stringify(view),
        createdBy: admin,
        clientId: "demo",
        createdAt: ago(3),
      },
    ],
    reports: [
      {
        id: newId(16),
        shareId: shares.find(({ picture }) => picture === report.picture).id,
        reason: report.reason,
        detail: report.detail,
        createdAt: ago(report.daysAgo),
      },
    ],
    audits: [
      entry(23, "partner.approve", idOf("Lukas"), { reason: null }),
      entry(19, "partner.approve", idOf(approvedPartner), { reason: null }),
      entry(6, "partner.suspend", idOf("Lukas"), { reason: hosts[1].reason }),
      entry(4.5, "person.reset_link", idOf("Chen")),
      entry(3, "dashboard_link.create", linkId.slice(0, 8), { name: linkName, view }),
    ],
  };
}
