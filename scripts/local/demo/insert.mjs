const marker = "demo";

/** What an earlier start has loaded: `{seed, end, isTrafficLoaded, pictures}`, or null. `pictures` are still to be put. */
export async function readMarker(db) {
  const row = await db
    .prepare("SELECT value FROM installation WHERE key = ?1")
    .bind(marker)
    .first();
  return row && JSON.parse(row.value);
}

export async function writeMarker(db, value) {
  await db
    .prepare("UPDATE installation SET value = ?2 WHERE key = ?1")
    .bind(marker, JSON.stringify(value))
    .run();
}

/**
 * Writes the community and the marker in one transaction: an interrupted start leaves all or nothing, and a second one
 * at the same time fails on the marker.
 */
export async function insertCommunity(db, community, value) {
  const { users, rooms, members, messages, mentions, shares } = community;
  const { partners, reports, audits, links } = community;
  await db.batch([
    db
      .prepare("INSERT INTO installation (key, value) VALUES (?1, ?2)")
      .bind(marker, JSON.stringify(value)),
    insert(db, "users", users, {
      id: "id",
      email: "email",
      name: "name",
      password_hash: "passwordHash",
      role: "role",
      created_at: "createdAt",
    }),
    insert(db, "rooms", rooms, {
      id: "id",
      name: "name",
      kind: "kind",
      topic: "topic",
      direct_key: "directKey",
      last_seq: "lastSeq",
      rev: "rev",
      epoch: "epoch",
      last_message_at: "lastMessageAt",
      created_by: "createdBy",
      created_at: "createdAt",
    }),
    insert(db, "room_members", members, {
      room_id: "roomId",
      user_id: "userId",
      role: "role",
      read_seq: "readSeq",
      joined_at: "joinedAt",
    }),
    insert(db, "messages", messages, {
      id: "id",
      room_id: "roomId",
      seq: "seq",
      rev: "rev",
      client_id: "clientId",
      author_id: "authorId",
      author_name: "authorName",
      author_badge: "authorBadge",
      body: "body",
      reactions: "reactions",
      created_at: "createdAt",
    }),
    insert(db, "mentions", mentions, { user_id: "userId", room_id: "roomId", seq: "seq" }),
    insert(db, "shares", shares, {
      id: "id",
      owner_id: "ownerId",
      client_id: "clientId",
      state: "state",
      title: "title",
      prompt: "prompt",
      style: "style",
      generated_image: "generatedImage",
      original_image: "originalImage",
      timestamp: "timestamp",
      created_at: "createdAt",
      expires_at: "expiresAt",
      views: "views",
      purge_at: "purgeAt",
    }),
    insert(db, "partners", partners, {
      id: "id",
      user_id: "userId",
      status: "status",
      profile: "profile",
      created_at: "createdAt",
      decided_at: "decidedAt",
      decision_reason: "decisionReason",
    }),
    insert(db, "share_reports", reports, {
      id: "id",
      share_id: "shareId",
      reason: "reason",
      detail: "detail",
      created_at: "createdAt",
    }),
    insert(db, "audit_log", audits, {
      id: "id",
      at: "at",
      actor_id: "actorId",
      action: "action",
      target_id: "targetId",
      detail: "detail",
    }),
    insert(db, "dashboard_links", links, {
      id: "id",
      name: "name",
      view: "view",
      created_by: "createdBy",
      client_id: "clientId",
      created_at: "createdAt",
    }),
  ]);
}

/** One statement for all rows: they travel in one bound JSON. Names of tables and columns are our own. */
function insert(db, table, rows, columns) {
  const values = Object.values(columns).map((field) => `value ->> '${field}'`);
  return db
    .prepare(
      `INSERT INTO ${table} (${Object.keys(columns).join(", ")})
       SELECT ${values.join(", ")} FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows));
}
