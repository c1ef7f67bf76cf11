import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fill, migrationsOf } from "../../tests/support/cloudflare/filled-databases.mjs";
import { openInstallation } from "../../tests/support/cloudflare/installation.mjs";
import { main as backUp } from "./backup.mjs";
import { listMigrations } from "./migrate.mjs";
import { main as restore } from "./restore.mjs";
import { main as setUp } from "./setup.mjs";

// Real D1, on machines that may be busy.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

let cloudflare;
let folder;
beforeAll(async () => {
  cloudflare = await openInstallation();
});
afterAll(() => cloudflare.close());
beforeEach(async () => {
  cloudflare.clear();
  folder = join(mkdtempSync(join(tmpdir(), "plaza-backup-")), "kept");
  await cloudflare.run(setUp);
});
afterEach(() => {
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

const rowsOf = (name, table, columns = "rowid, *") =>
  cloudflare.database(name).all(`SELECT ${columns} FROM ${table} ORDER BY 1, 2, 3`);

/** What production has is lost; an empty database of the same name stands in its place. */
async function lose() {
  cloudflare.world().databases.length = 0;
  await cloudflare.run(setUp);
}

describe("a backup", () => {
  test("comes back row for row, row ids, blobs and strange texts included", async () => {
    await fill(cloudflare, 700);
    const read = async () => ({
      messages: await rowsOf("plaza", "messages"),
      events: await rowsOf("plaza-traffic", "traffic_events", "*, typeof(response_time)"),
      hours: await rowsOf("plaza-traffic", "path_stats_hourly", "*, typeof(latency), hex(latency)"),
    });
    const before = await read();
    expect(before.messages).toHaveLength(686);
    expect(before.hours[0]["hex(latency)"]).toBe("00FF1027");
    await cloudflare.run(backUp, ["--out", folder]);
    await lose();
    await cloudflare.run(restore, [folder]);
    expect(await read()).toEqual(before);
  });

  test("leaves the search to be built anew, tells browsers to start over, and names every migration", async () => {
    await fill(cloudflare, 10);
    await cloudflare.run(backUp, ["--out", folder]);
    await lose();
    await cloudflare.run(restore, [folder]);
    const chat = cloudflare.database("plaza");
    expect(await chat.all("SELECT * FROM installation")).toEqual([]);
    // Browsers know the room's history by its epoch ('e1' before).
    const [{ epoch }] = await chat.all("SELECT epoch FROM rooms");
    expect(epoch).toMatch(/^[0-9a-f]{8}$/);
    expect(await chat.all("SELECT count(*) AS n FROM message_index")).toEqual([{ n: 0 }]);
    const applied = await chat.all("SELECT name FROM d1_migrations ORDER BY id");
    expect(applied.map(({ name }) => name)).toEqual(listMigrations(migrationsOf(cloudflare, "db")));
  });

  test("is readable by its owner only, and has no name before it is whole", async () => {
    await fill(cloudflare, 10);
    cloudflare.control.fault = ({ body }) =>
      body.includes('FROM \\"users\\"') ? { status: 400 } : null;
    await expect(cloudflare.run(backUp, ["--out", folder])).rejects.toThrow("status 400");
    expect(existsSync(folder)).toBe(false);
    cloudflare.control.fault = () => null;
    await cloudflare.run(backUp, ["--out", folder]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "DB/users.jsonl.gz")).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, ".."))).toEqual(["kept"]);
    await expect(cloudflare.run(backUp, ["--out", folder])).rejects.toThrow("is there already");
  });

  test("of a site in use refers to nothing that it lacks", async () => {
    await fill(cloudflare, 10);
    let isNewcomerThere = false;
    cloudflare.control.fault = async ({ body }) => {
      if (isNewcomerThere || !body.includes('FROM \\"room_members\\"')) return null;
      isNewcomerThere = true;
      await cloudflare.database("plaza").run(`
        INSERT INTO users (id, email, name, created_at) VALUES ('u2', 'c@d.example', 'Newcomer', 2);
        INSERT INTO rooms (id, name, kind, epoch, created_by, created_at)
          VALUES ('r2', 'new', 'public', 'e2', 'u2', 2);
        INSERT INTO room_members (room_id, user_id, joined_at, role) VALUES ('r2', 'u2', 2, 'owner')`);
      return null;
    };
    await cloudflare.run(backUp, ["--out", folder]);
    cloudflare.control.fault = () => null;
    expect(isNewcomerThere).toBe(true);
    await lose();
    await cloudflare.run(restore, [folder]);
    const members = await rowsOf("plaza", "room_members", "room_id, user_id, role");
    expect(members).toMatchObject([{ room_id: "r1" }, { room_id: "r2", user_id: "u2" }]);
    expect(await rowsOf("plaza", "users", "id, 1, 1")).toMatchObject([{ id: "u1" }, { id: "u2" }]);
  });

  test("of an older state takes the migrations it lacks after its rows are back", async () => {
    await fill(cloudflare, 10);
    await cloudflare.run(backUp, ["--out", folder]);
    await lose();
    const later = join(migrationsOf(cloudflare, "db"), "9999_later.sql");
    writeFileSync(later, "ALTER TABLE `rooms` ADD `motto` text DEFAULT 'none' NOT NULL;");
    await cloudflare.run(restore, [folder]);
    expect(await rowsOf("plaza", "rooms")).toMatchObject([{ id: "r1", motto: "none" }]);
  });
});

describe("a restore", () => {
  test("that is cut off anywhere goes on where it is run again", async () => {
    await fill(cloudflare, 10);
    const before = await rowsOf("plaza", "messages");
    await cloudflare.run(backUp, ["--out", folder]);
    await lose();
    const from = cloudflare.control.calls.length;
    await cloudflare.run(restore, [folder]);
    const all = cloudflare.writes(from).length;
    for (const cut of [3, 12, Math.floor(all / 2), all - 1]) {
      await lose();
      let calls = 0;
      cloudflare.control.fault = () => {
        calls += 1;
        if (calls > cut) return "drop";
        return calls === cut ? "drop-answer" : null;
      };
      await expect(cloudflare.run(restore, [folder])).rejects.toThrow("does not answer");
      cloudflare.control.fault = () => null;
      await cloudflare.run(restore, [folder]);
      expect(await rowsOf("plaza", "messages")).toEqual(before);
    }
  });

  test("goes into nothing that holds anything", async () => {
    await fill(cloudflare, 10);
    await cloudflare.run(backUp, ["--out", folder]);
    const from = cloudflare.control.calls.length;
    await expect(cloudflare.run(restore, [folder])).rejects.toThrow("plaza is not empty");
    const changes = cloudflare
      .writes(from)
      .filter(({ body }) => /INSERT|CREATE|DELETE|DROP/.test(body));
    expect(changes).toEqual([]);
  });

  test("that does not give the same rows says so", async () => {
    await fill(cloudflare, 10);
    await cloudflare.run(backUp, ["--out", folder]);
    const file = join(folder, "DB/messages.jsonl.gz");
    const text = gunzipSync(readFileSync(file)).toString("utf8");
    writeFileSync(file, gzipSync(text.replace("message 5", "message 6")));
    await lose();
    await expect(cloudflare.run(restore, [folder])).rejects.toThrow(
      "DB.messages has 9 rows and not the 9 that were kept, or others",
    );
  });

  test("refuses a backup that is newer than the checkout, and a folder that is none", async () => {
    await fill(cloudflare, 10);
    await cloudflare.run(backUp, ["--out", folder]);
    const file = join(folder, "manifest.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("0012_list_mentions.sql", "0099_from_the_future.sql"),
    );
    await lose();
    await expect(cloudflare.run(restore, [folder])).rejects.toThrow(
      "lacks 0099_from_the_future.sql",
    );
    await expect(cloudflare.run(restore, [join(folder, "DB")])).rejects.toThrow("is no backup");
  });

  test("brings a deployment to this machine, where it can be looked at", async () => {
    await fill(cloudflare, 10);
    await cloudflare.run(backUp, ["--out", folder]);
    process.env.PLAZA_STATE_DIR = join(folder, "../state");
    await expect(cloudflare.run(backUp, ["--local"])).rejects.toThrow("state is not there");
    await cloudflare.run(restore, [folder, "--local"]);
    const again = join(folder, "../again");
    await cloudflare.run(backUp, ["--local", "--out", again]);
    const read = (path) => JSON.parse(readFileSync(join(path, "manifest.json"), "utf8")).databases;
    // The reach of the search, and the rooms' epochs.
    const { installation: _reach, rooms: _old, ...before } = read(folder).DB.tables;
    const { installation: _none, rooms: _new, ...after } = read(again).DB.tables;
    expect(after).toEqual(before);
    expect(read(again).TRAFFIC_DB).toEqual(read(folder).TRAFFIC_DB);
  });
});
