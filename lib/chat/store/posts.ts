import { and, eq, sql } from "drizzle-orm";
import { messages } from "../../../drizzle/schema";
import { oweMentions, toOwedMentions, type OwedMention } from "../../bot/store/owe";
import { runBatch } from "../../platform/batch";
import type { Database } from "../../platform/database";
import type { Message, RoomMeta } from "../schema";
import { countOwed, owePushes } from "./owe-pushes";
import { messageColumns, selectNumbers, toMessage, toMessages, toNumbers } from "./rows";
import { isAuthorsFirst, mayHurry, noteSlowPosts } from "./slow-mode";
import { mutedUntil } from "./standing";

/** A post that waits to be written. `id` becomes the message's, unless (room, author, clientId) has one already. */
export type NewPost = {
  id: string;
  authorId: string;
  clientId: string;
  body: string;
  replyTo: string | null;
  mentions: string[];
  /** Files that the author has uploaded, each once. */
  attachmentIds: string[];
};

export type WrittenPosts = {
  /** `null`: the room does not exist. */
  numbers: RoomMeta | null;
  /** Messages of these posts that exist now, also those that were there before; by `seq`. */
  messages: Message[];
  /** How many pushes they owe. */
  owedPushes: number;
  /** Bots whose webhooks are owed one of them. */
  owedMentions: OwedMention[];
};

/**
 * Writes posts of one room in one transaction: whoever is an active member gets the next numbers in the order given;
 * a (room, author, clientId) that exists keeps its first message; others are left out (`listRefusals` says why).
 * Posts must differ in (author, clientId). Everything travels in one bound JSON, because D1 binds 100 values at most.
 * The files of a post are its message's from then on; a post that names one which it may not have is left out.
 * CROSS JOIN keeps SQLite from walking through a room's messages to look for the few posts.
 */
export async function insertPosts(
  db: Database,
  roomId: string,
  posts: NewPost[],
  now: number,
): Promise<WrittenPosts> {
  const list = JSON.stringify(posts);
  const withFiles = posts.some((post) => post.attachmentIds.length > 0);
  const insert = sql`
    INSERT INTO messages (id, room_id, seq, rev, client_id, author_id, author_name, author_image,
      author_badge, body, reply_to, attachments, created_at)
    SELECT post.value ->> 'id', room.id,
      room.last_seq + row_number() OVER (ORDER BY post.key),
      room.rev + row_number() OVER (ORDER BY post.key),
      post.value ->> 'clientId', author.id, author.name, author.image,
      CASE WHEN author.kind <> 'person' THEN 'bot'
        WHEN author.role IN ('moderator', 'admin') THEN author.role
        WHEN partner.status = 'approved' THEN 'partner' END,
      post.value ->> 'body', post.value ->> 'replyTo', ${withFiles ? filesOfPost : sql`'[]'`}, ${now}
    FROM json_each(${list}) AS post
    CROSS JOIN rooms AS room ON room.id = ${roomId}
    CROSS JOIN users AS author ON author.id = post.value ->> 'authorId' AND author.status = 'active'
    CROSS JOIN room_members AS member ON member.room_id = room.id AND member.user_id = author.id
    LEFT JOIN partners AS partner ON partner.user_id = author.id
    LEFT JOIN room_standings AS standing
      ON standing.room_id = room.id AND standing.user_id = author.id
    WHERE NOT EXISTS (SELECT 1 FROM messages AS known WHERE known.room_id = room.id
        AND known.author_id = author.id AND known.client_id = post.value ->> 'clientId')
      AND room.archived_at IS NULL
      AND coalesce(${mutedUntil(sql`room.id`, sql`author.id`)}, 0) <= ${now}
      AND (${mayHurry} OR coalesce(standing.posted_at, 0) <= ${now} - room.slow_mode_ms
        AND ${isAuthorsFirst(list)})
      AND (post.value ->> 'replyTo' IS NULL OR EXISTS (SELECT 1 FROM messages AS original
        WHERE original.id = post.value ->> 'replyTo' AND original.room_id = room.id))
      ${withFiles ? sql`AND ${hasItsFiles(now)} AND ${isFirstToNameThem(list)}` : sql``}`;
  // Raised by what is there and not by what was meant, so that the numbers hold whatever the insert left out.
  const raise = sql`
    UPDATE rooms SET rev = rev + newest.seq - last_seq, last_seq = newest.seq,
      last_message_at = max(coalesce(last_message_at, 0), ${now})
    FROM (SELECT max(seq) AS seq FROM messages WHERE room_id = ${roomId}) AS newest
    WHERE rooms.id = ${roomId} AND newest.seq > rooms.last_seq`;
  const mention = sql`
    INSERT OR IGNORE INTO mentions (user_id, room_id, seq)
    SELECT member.user_id, message.room_id, message.seq
    FROM json_each(${list}) AS post
    CROSS JOIN json_each(post.value, '$.mentions') AS named
    CROSS JOIN messages AS message ON message.id = post.value ->> 'id'
    CROSS JOIN room_members AS member ON member.room_id = message.room_id AND member.user_id = named.value`;
  const readBack = sql`
    SELECT ${messageColumns} FROM json_each(${list}) AS post
    CROSS JOIN messages AS message ON message.room_id = ${roomId}
      AND message.author_id = post.value ->> 'authorId'
      AND message.client_id = post.value ->> 'clientId'`;
  const anyMention = posts.some((post) => post.mentions.length > 0);
  const [, , numbers, found, owed, , mentioned] = await runBatch(db, [
    insert,
    raise,
    selectNumbers(roomId),
    readBack,
    owePushes(roomId, list, now),
    noteSlowPosts(roomId, list, now),
    ...(anyMention ? [oweMentions(list, now), mention] : []),
    ...(withFiles ? [claimFiles(list)] : []),
  ]);
  const owedMentions = anyMention ? toOwedMentions(mentioned) : [];
  const bySeq = toMessages(found).sort((one, other) => one.seq - other.seq);
  return {
    numbers: toNumbers(numbers),
    messages: bySeq,
    owedPushes: countOwed(owed),
    owedMentions,
  };
}

/** A file is not given to a message any more when the cron may be about to take it away. */
const purgeMarginMs = 60_000;

/** The message's own copy of what its files are, in the order in which the post names them. */
const filesOfPost = sql`(SELECT json_group_array(json_object('id', file.id,
    'url', '/api/media/attachments/' || file.id, 'name', file.name, 'type', file.type,
    'size', file.size, 'width', file.width, 'height', file.height) ORDER BY named.key)
  FROM json_each(post.value, '$.attachmentIds') AS named
  CROSS JOIN attachments AS file ON file.id = named.value)`;

/** Whether the author of `post` uploaded every file that it names, and has not posted it yet. */
const hasItsFiles = (now: number) => sql`NOT EXISTS (
  SELECT 1 FROM json_each(post.value, '$.attachmentIds') AS named
  LEFT JOIN attachments AS file ON file.id = named.value
    AND file.owner_id = post.value ->> 'authorId' AND file.message_id IS NULL
    AND file.purge_at > ${now + purgeMarginMs}
  WHERE file.id IS NULL)`;

/** Posts of one batch do not see each other's claims; of those that name the same file the first may have it. */
const isFirstToNameThem = (list: string) => sql`NOT EXISTS (
  SELECT 1 FROM json_each(post.value, '$.attachmentIds') AS named
  CROSS JOIN json_each(${list}) AS earlier ON earlier.key < post.key
  CROSS JOIN json_each(earlier.value, '$.attachmentIds') AS taken ON taken.value = named.value)`;

/** Binds files to the messages that this batch has made: only those carry the ids of its posts. */
const claimFiles = (list: string) => sql`
  UPDATE attachments SET room_id = claim.room_id, message_id = claim.message_id, purge_at = NULL
  FROM (SELECT named.value AS file_id, message.id AS message_id, message.room_id AS room_id
    FROM json_each(${list}) AS post
    CROSS JOIN json_each(post.value, '$.attachmentIds') AS named
    CROSS JOIN messages AS message ON message.id = post.value ->> 'id') AS claim
  WHERE attachments.id = claim.file_id`;

export type PostRefusal = {
  clientId: string;
  authorId: string;
  kind: "public" | "private" | "direct" | null;
  status: "active" | "banned" | "deleted" | null;
  isMember: boolean;
  /** False when the post answers a message that this room does not have. */
  hasOriginal: boolean;
  /** False when the post names a file that is not its author's, or on a message already. */
  hasFiles: boolean;
  archivedAt: number | null;
  mutedUntil: number | null;
  /** When slow mode lets the author post again, in ms; null where it does not hold them back. */
  slowUntil: number | null;
};

/** What stands against each of these posts, read after `insertPosts` left them out. */
export async function listRefusals(
  db: Database,
  roomId: string,
  posts: Pick<NewPost, "authorId" | "clientId" | "replyTo" | "attachmentIds">[],
  now: number,
): Promise<PostRefusal[]> {
  const list = JSON.stringify(
    posts.map(({ authorId, clientId, replyTo, attachmentIds }) => {
      return { authorId, clientId, replyTo, attachmentIds };
    }),
  );
  const rows = await db.all<Omit<PostRefusal, keyof Flags> & Flags>(sql`
    SELECT post.value ->> 'clientId' AS clientId, post.value ->> 'authorId' AS authorId,
      room.kind AS kind, author.status AS status, member.user_id IS NOT NULL AS isMember,
      post.value ->> 'replyTo' IS NULL OR EXISTS (SELECT 1 FROM messages AS original
        WHERE original.id = post.value ->> 'replyTo' AND original.room_id = ${roomId}) AS hasOriginal,
      ${hasItsFiles(now)} AS hasFiles, room.archived_at AS archivedAt,
      ${mutedUntil(sql`room.id`, sql`author.id`)} AS mutedUntil,
      CASE WHEN NOT ${mayHurry} THEN standing.posted_at + room.slow_mode_ms END AS slowUntil
    FROM json_each(${list}) AS post
    LEFT JOIN rooms AS room ON room.id = ${roomId}
    LEFT JOIN users AS author ON author.id = post.value ->> 'authorId'
    LEFT JOIN room_members AS member ON member.room_id = ${roomId} AND member.user_id = author.id
    LEFT JOIN room_standings AS standing
      ON standing.room_id = ${roomId} AND standing.user_id = author.id`);
  return rows.map((row) => ({
    clientId: row.clientId,
    authorId: row.authorId,
    kind: row.kind,
    status: row.status,
    isMember: row.isMember === 1,
    hasOriginal: row.hasOriginal === 1,
    hasFiles: row.hasFiles === 1,
    archivedAt: row.archivedAt,
    mutedUntil: row.mutedUntil,
    slowUntil: row.slowUntil,
  }));
}
type Flags = { isMember: number; hasOriginal: number; hasFiles: number };

/** The message that an author posted under a clientId. */
export async function findPost(
  db: Database,
  roomId: string,
  authorId: string,
  clientId: string,
): Promise<Message | null> {
  const [row] = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.roomId, roomId),
        eq(messages.authorId, authorId),
        eq(messages.clientId, clientId),
      ),
    );
  return row ? toMessage(row) : null;
}

/** When this author posted lately in the room, oldest first; looks at the newest 300 messages only. */
export async function listPostTimes(
  db: Database,
  roomId: string,
  authorId: string,
  since: number,
): Promise<number[]> {
  const rows = await db.all<{ createdAt: number }>(sql`
    SELECT created_at AS createdAt FROM (
      SELECT author_id, created_at FROM messages WHERE room_id = ${roomId} ORDER BY seq DESC LIMIT 300)
    WHERE author_id = ${authorId} AND created_at > ${since} ORDER BY created_at`);
  return rows.map((row) => row.createdAt);
}
