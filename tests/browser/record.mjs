// Starts what the tests need: the demonstration on a free port, and a browser that may talk to nobody else.
//
//   MINUTEBOOK           the binary; default debug/minutebook in CARGO_TARGET_DIR, or in ../../target
//   MINUTEBOOK_URL       a server that runs already, instead of starting one
//   MINUTEBOOK_CHROMIUM  the browser; default /usr/bin/chromium
//   MINUTEBOOK_REQUIRED  set where tests that cannot run are a failure, as they are in CI
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const chromium = process.env.MINUTEBOOK_CHROMIUM ?? "/usr/bin/chromium";
const target = resolve(here, "../..", process.env.CARGO_TARGET_DIR ?? "target");
const binary = process.env.MINUTEBOOK ?? join(target, "debug/minutebook");

/** Why the tests cannot run here; undefined if they can. */
export function missing() {
  if (!existsSync(chromium)) return `no browser at ${chromium}; set MINUTEBOOK_CHROMIUM`;
  if (!existsSync(join(here, "node_modules/playwright-core"))) return "run `npm ci` in tests/browser first";
  if (!process.env.MINUTEBOOK_URL && !existsSync(binary)) return `no binary at ${binary}; run \`cargo build\` first`;
}

/** The address of a server that is ready, and how to end it. */
export async function serve() {
  if (process.env.MINUTEBOOK_URL) return { url: process.env.MINUTEBOOK_URL.replace(/\/$/, ""), end: async () => {} };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "minutebook-browser-"));
  const server = spawn(binary, ["demo", "--listen", `127.0.0.1:${port}`], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (bytes) => (said += bytes));
  const ended = new Promise((done) => server.once("exit", done));
  const end = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let wait = 0; ; wait++) {
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return { url, end };
    if (server.exitCode !== null || wait > 1200) {
      await end();
      throw new Error(`the demonstration did not become ready:\n${said}`);
    }
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** A server at which people sign in and visitors ask for mail, with one paper in its record. */
export async function serveNotebooks() {
  const folder = mkdtempSync(join(tmpdir(), "minutebook-browser-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const run = (arguments_, input) => spawnSync(binary, arguments_, { cwd: folder, input, encoding: "utf8" });
  const hash = run(["password"], "a long password").stdout.trim();
  mkdirSync(join(folder, "papers"));
  writeFileSync(join(folder, "papers/minutes.txt"), "ANYTOWN COUNCIL\n\nHOUSING COMMITTEE\n\n12 MARCH 2020\n\n1. REPAIRS\n\nThe Director of Housing responded that the repairs backlog would be cleared by June.\n");
  writeFileSync(
    join(folder, "config.toml"),
    `[server]\npublic_url = "${url}"\n[notebook]\nusers = { ann = '${hash}' }\n[mail]\nserver = "127.0.0.1:1"\nfrom = "minutes@council.example"\nsecurity = "none"\nsubscribe = true\n` +
      `[[source]]\nname = "papers"\nkind = "folder"\npath = "papers"\n`,
  );
  const update = run(["update"]);
  if (update.status !== 0) throw new Error(`the record was not made:\n${update.stderr}`);
  const server = spawn(binary, ["serve", "--listen", `127.0.0.1:${port}`], { cwd: folder, stdio: "ignore" });
  const ended = new Promise((done) => server.once("exit", done));
  const end = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let wait = 0; ; wait++) {
    if (await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)) return { url, end };
    if (server.exitCode !== null || wait > 600) {
      await end();
      throw new Error("the server of notebooks did not become ready");
    }
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** A browser without connections of its own. */
export async function browse() {
  const { chromium: playwright } = await import("playwright-core");
  const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return playwright.launch({ executablePath: chromium, args: quiet });
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
