// Notebooks and the pages of mail as people use them, without a script, and examined by axe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, missing, serveNotebooks } from "./record.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const why = process.env.MINUTEBOOK_URL ? "a server was given that these tests did not start" : missing();
if (why && process.env.MINUTEBOOK_REQUIRED) throw new Error(`browser tests cannot run: ${why}`);
if (why) console.log(`browser tests skipped: ${why}`);
const check = (name, body) => test(name, { skip: why }, body);

let server, browser, axe;

before(async () => {
  if (why) return;
  server = await serveNotebooks();
  browser = await browse();
  axe = (await import("axe-core")).default.source;
});

after(async () => {
  await browser?.close();
  await server?.end();
});

async function signedIn(options = {}) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, ...options });
  const page = await context.newPage();
  const to = (path) => page.goto(server.url + path);
  await to("/notebooks");
  await page.getByLabel("Name").fill("ann");
  await page.getByLabel("Password").fill("a long password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Notebooks" }).waitFor();
  return { page, to, close: () => context.close() };
}

const passage = () =>
  fetch(`${server.url}/api/v1/search?q=backlog`).then((answer) => answer.json()).then((found) => found.results[0].id);

check("a passage is marked from its page, found by its label, and taken away", async () => {
  const { page, to, close } = await signedIn({ javaScriptEnabled: false, acceptDownloads: true });
  await to("/search?q=backlog");
  await page.getByRole("link", { name: "In context" }).first().click();
  await page.getByRole("link", { name: "Mark in a notebook" }).click();
  await page.getByLabel("Title, if it is a new one").fill("Repairs");
  await page.getByLabel("Labels, with commas between them").fill("promise, overdue");
  await page.getByLabel("Note", { exact: true }).fill("Ask in July.");
  await page.getByRole("button", { name: "Mark it" }).click();
  await page.getByRole("heading", { level: 1, name: "Repairs" }).waitFor();
  await page.getByLabel("Labels", { exact: true }).getByRole("link", { name: "overdue" }).click();
  await page.locator(".mb-chip", { hasText: "Label: overdue" }).waitFor();
  assert.equal(await page.locator(".mb-result").count(), 1);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Dossier (Word)" }).click()]);
  assert.equal(download.suggestedFilename(), "dossier.docx");
  await page.getByRole("link", { name: "Change" }).click();
  await page.getByRole("button", { name: "Take the mark away" }).click();
  await page.getByText("0 passages.").waitFor();
  await close();
});

check("every page of notebooks and mail passes axe, is light, and fits a narrow screen", async () => {
  const id = await passage();
  const first = await signedIn();
  await first.to(`/notebooks/mark?passage=${id}`);
  await first.page.getByLabel("Title, if it is a new one").fill("Roofs");
  await first.page.getByLabel("Folder").fill("North");
  await first.page.getByLabel("Labels, with commas between them").fill("promise");
  await first.page.getByRole("button", { name: "Mark it" }).click();
  await first.page.getByRole("heading", { level: 1, name: "Roofs" }).waitFor();
  const notebook = new URL(first.page.url()).pathname;
  await first.close();
  for (const colorScheme of ["light", "dark"]) {
    const { page, to, close } = await signedIn({ colorScheme });
    const wrong = "/mail?q=roof&person=x";
    const paths = ["/login", "/notebooks", notebook, `${notebook}?label=promise`, `/notebooks/mark?passage=${id}`, "/mail", wrong, "/mail/confirm?token=x", "/notebooks/none"];
    for (const path of paths) {
      await to(path);
      assert.equal(await page.locator("h1").count(), 1, path);
      await page.evaluate(axe);
      const found = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
      const violations = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
      assert.deepEqual(violations, [], `${path} (${colorScheme})`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${path} is ${wide} pixels wide`);
      const sheet = await page.locator('link[rel="stylesheet"]').getAttribute("href");
      const style = await fetch(server.url + sheet).then((answer) => answer.text());
      assert.ok(Buffer.byteLength(await page.content()) + Buffer.byteLength(style) < 60_000, path);
    }
    // What is wrong with a form is said at the field.
    await to("/mail?q=roof");
    await page.getByLabel("Your address").fill("clerk@council");
    await page.locator("form[action='/mail']").evaluate((form) => (form.noValidate = true));
    await page.locator("#address").fill("nobody");
    await page.getByRole("button", { name: "Send me a link" }).click();
    await page.getByRole("alert").waitFor();
    await page.evaluate(axe);
    const found = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
    assert.deepEqual(found.violations.map((one) => one.id), [], `what is wrong (${colorScheme})`);
    await close();
  }
});
