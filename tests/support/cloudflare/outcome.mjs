/** Everything there is, by name, in the order in which it was made. */
export function inventory(world) {
  return {
    databases: world.databases.map(({ name }) => name),
    namespaces: world.namespaces.map(({ title }) => title),
    buckets: world.buckets.map(({ name }) => name),
    queues: world.queues.map((queue) => queue.queue_name),
    workers: [...world.workers.keys()],
    projects: [...world.projects.keys()],
  };
}

/** What the first run makes for production. */
export const production = {
  databases: ["plaza", "plaza-traffic"],
  namespaces: ["plaza-ws-tickets", "plaza-share-data", "plaza-paths"],
  buckets: ["plaza-media", "plaza-archive"],
  queues: ["traffic-events", "traffic-events-dlq"],
  workers: ["plaza-chat-room", "plaza-path-stats", "plaza-share-preview"],
  projects: ["plaza"],
};

/** The secrets that the site has then. */
export const siteSecrets = [
  "ADMIN_SETUP_TOKEN",
  "AUTH_SECRET",
  "OPERATOR_TOKEN",
  "TICKET_SECRET",
  "VAPID_PRIVATE_KEY",
  "VAPID_PUBLIC_KEY",
  "VAPID_SUBJECT",
];
