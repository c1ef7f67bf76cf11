import {
  exportQuerySchema,
  invitationParamsSchema,
  membersQuerySchema,
  roomMemberParamsSchema,
  roomParamsSchema,
} from "../chat/request-schema";
import { toOperation, type Call } from "./call";
import type { Operation } from "./operation";

/** Calls about rooms, who is in them, and order there: for people who are signed in. */

const room = "/api/chat/rooms/{roomId}";
const params = roomParamsSchema;

const rooms: Call[] = [
  {
    ...{ method: "post", path: "/api/chat/rooms", id: "createRoom", body: "CreateRoom" },
    summary: "Open a room, or find the direct one with somebody",
    answer: [201, "The room", "OneRoom"],
    again: "The direct room that we have already",
  },
  {
    ...{ method: "get", path: room, id: "getRoom", params },
    summary: "A room as I see it",
    answer: [200, "The room", "OneRoom"],
  },
  {
    ...{ method: "patch", path: room, id: "changeRoom", params, body: "ChangeRoom" },
    summary: "Change a room that I look after",
    answer: [200, "The room", "OneRoom"],
  },
  {
    ...{ method: "post", path: `${room}/join`, id: "joinRoom", params },
    summary: "Join a public room",
    answer: [200, "The room", "OneRoom"],
    problems: ["room_archived", "room_banned"],
  },
  {
    ...{ method: "post", path: `${room}/leave`, id: "leaveRoom", params },
    summary: "Leave a room, with my bots",
    answer: [204, "I am out"],
  },
  {
    ...{ method: "get", path: `${room}/members`, id: "listMembers", params },
    query: membersQuerySchema,
    summary: "The members of a room",
    answer: [200, "By id; with `q` or `ids` a few of them at once", "MemberPage"],
  },
  {
    ...{ method: "post", path: `${room}/members`, id: "addMembers", params, body: "MemberIds" },
    summary: "Bring people in where I may invite",
    answer: [200, "They, as members", "MemberList"],
    problems: ["room_archived", "room_banned"],
  },
  {
    ...{ method: "delete", path: `${room}/members`, id: "removeMembers", params },
    body: "MemberIds",
    summary: "Take people out of a room that I look after",
    answer: [204, "They are out"],
  },
  {
    ...{ method: "put", path: `${room}/involvement`, id: "setInvolvement", params },
    body: "Involvement",
    summary: "Choose what I am told of in a room",
    answer: [200, "What I chose", "Involvement"],
    problems: ["not_a_member"],
  },
  {
    ...{ method: "post", path: `${room}/invitations`, id: "createInvitation", params },
    summary: "A link into a room, which works for 7 days",
    answer: [201, "The only answer that holds it", "InvitationLink"],
  },
  {
    ...{ method: "get", path: "/api/chat/invitations/{token}", id: "getInvitation" },
    params: invitationParamsSchema,
    summary: "Where an invitation leads",
    answer: [200, "The room", "Invitation"],
    problems: ["gone"],
  },
  {
    ...{ method: "post", path: "/api/chat/invitations/{token}", id: "acceptInvitation" },
    params: invitationParamsSchema,
    summary: "Join the room behind an invitation",
    answer: [200, "The room", "OneRoom"],
    problems: ["gone", "room_archived", "room_banned"],
  },
  {
    ...{ method: "get", path: `${room}/export`, id: "exportRoom", params },
    query: exportQuerySchema,
    summary: "All messages of a room that I own, as a file",
    answer: [200, "One message a line"],
    files: ["application/x-ndjson", "text/html"],
  },
];

const order: Call[] = [
  {
    ...{ method: "get", path: `${room}/mutes`, id: "listMutes", params },
    summary: "Who is muted in a room where I keep order",
    answer: [200, "The soonest to end first", "MuteList"],
  },
  {
    ...{ method: "put", path: `${room}/mutes/{userId}`, id: "muteMember" },
    ...{ params: roomMemberParamsSchema, body: "Mute" },
    summary: "Take somebody and their bots the word for a time",
    answer: [204, "They are muted"],
  },
  {
    ...{ method: "delete", path: `${room}/mutes/{userId}`, id: "unmuteMember" },
    params: roomMemberParamsSchema,
    summary: "Give the word back",
    answer: [204, "They are not muted"],
  },
  {
    ...{ method: "get", path: `${room}/bans`, id: "listBans", params },
    summary: "Who is banned from a room where I keep order",
    answer: [200, "The latest first", "BanList"],
  },
  {
    ...{ method: "put", path: `${room}/bans/{userId}`, id: "banMember" },
    ...{ params: roomMemberParamsSchema, body: "Ban" },
    summary: "Take somebody and their bots out, and keep them out",
    answer: [204, "They are banned"],
  },
  {
    ...{ method: "delete", path: `${room}/bans/{userId}`, id: "liftBan" },
    params: roomMemberParamsSchema,
    summary: "Let somebody come back",
    answer: [204, "They are not banned"],
  },
];

export const roomOperations: Operation[] = [...rooms, ...order].map((call) =>
  toOperation("chat", call),
);
