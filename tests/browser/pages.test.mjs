// What an officer does, in a real browser; and every kind of page examined by axe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, missing, serve } from "./record.mjs";

const PHRASE = '"workforce stability"';
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const why = missing();
if (why && process.env.MINUTEBOOK_REQUIRED) throw new Error(`browser tests cannot run: ${why}`);
if (why) console.log(`browser tests skipped: ${why}`);
const check = (name, body) => test(name, { skip: why }, body);

let server, browser, axe, held;

before(async () => {
  if (why) return;
  server = await serve();
  browser = await browse();
  axe = (await import("axe-core")).default.source;
  held = await addresses();
});

after(async () => {
  await browser?.close();
  await server?.end();
});

const asked = (path) => fetch(server.url + path).then((answer) => answer.json());
const search = (q, more = "") => `/search?q=${encodeURIComponent(q)}${more}`;

/** One address of every kind of page and state, found through the API. */
async function addresses() {
  const first = async (path) => (await asked(path)).results[0];
  const hit = await first(`/api/v1/search?q=${encodeURIComponent(PHRASE)}&kind=minutes`);
  const pack = (await asked("/api/v1/documents?page_size=100")).results.find((document) => document.pages > 4);
  const scan = (await asked("/api/v1/documents?page_size=100")).results.find((document) => document.pages_without_text > 0);
  const committee = await first("/api/v1/committees");
  const meeting = await first("/api/v1/meetings?with_minutes=true");
  const bare = await first("/api/v1/meetings?with_minutes=false");
  const letter = await first("/api/v1/letters");
  const pair = (await asked("/api/v1/people")).results.slice(0, 2);
  return {
    hit,
    committee,
    pages: {
      home: "/",
      help: "/help",
      "everything": "/search",
      "results": search(PHRASE),
      "results with filters": search(PHRASE, `&since=2022&kind=minutes&committee=${committee.id}`),
      "results in other words": search(PHRASE, "&related=true"),
      "results by meeting": search(PHRASE, "&group=meeting&sort=newest"),
      "nothing found": search('"stability of workforces"', "&since=2023&kind=minutes"),
      "a query that cannot be read": search('("workforce'),
      meetings: "/meetings",
      coming: `/coming?q=${encodeURIComponent("workforce")}&since=2024`,
      ...(hit.speaker.person && { "compare with whom": `/compare?person=${hit.speaker.person.id}` }),
      ...(pair.length === 2 && { "two people": `/compare?person=${pair[0].id}&person=${pair[1].id}` }),
      "no coming meetings": "/coming?since=1990&until=1991",
      meeting: `/meetings/${meeting.id}`,
      ...(bare && { "meeting without minutes": `/meetings/${bare.id}` }),
      document: `/documents/${pack.id}`,
      "document with mentions": `/documents/${pack.id}?q=${encodeURIComponent(PHRASE)}`,
      ...(scan && { "document without text": `/documents/${scan.id}` }),
      passage: `/passages/${hit.id}`,
      people: "/people",
      ...(hit.speaker.person && { person: `/people/${hit.speaker.person.id}` }),
      committee: `/committees/${committee.id}`,
      attendance: "/attendance",
      "attendance of a committee": `/attendance?committee=${committee.id}`,
      council: `/councils/${committee.council.id}`,
      letters: "/letters",
      ...(letter && { letter: `/letters/${letter.id}` }),
      commitments: "/commitments",
      "every commitment by owner": "/commitments?basis=promise&basis=plan&basis=request&basis=action_log&sort=owner",
      votes: "/votes",
      brief: `/brief?q=${encodeURIComponent(PHRASE)}`,
      "nothing in a brief": "/brief?q=unicorns",
      "a question": search("what did the corporate director promise about agency workers since 2022"),
      "a question that is not understood": search("why did the director leave?"),
      "letters of a kind": "/letters?kind=focused_visit",
      "meetings of a committee": `/meetings?committee=${committee.id}`,
      "commitments not seen again": "/commitments?status=not_seen_again",
      resolutions: "/resolutions",
      status: "/status",
      coverage: "/coverage",
      accessibility: "/accessibility",
      "no such page": "/nowhere",
      "no such meeting": "/meetings/none",
      "a bad date": "/search?since=yesterday",
      "a part that is not there": `/meetings/${meeting.id}?part=900`,
      "within a year": search(PHRASE, "&since=2022&until=2022"),
      "a list that goes on": "/commitments?page_size=1",
      "commitments by due date": "/commitments?sort=due",
      "resolutions about something": "/resolutions?q=workforce",
      "votes that were lost": "/votes?outcome=lost",
      "no letters": "/letters?since=2099",
      "people who are called something": "/people?q=director",
      "coverage of a committee": `/coverage?committee=${committee.id}`,
      "older meetings of a committee": `/committees/${committee.id}?page_size=2`,
      ...(hit.speaker.person && {
        "what is surely a person's": `/people/${hit.speaker.person.id}?certainty=sure`,
        "attendance of a person": `/attendance?person=${hit.speaker.person.id}`,
        "votes of a person": `/votes?person=${hit.speaker.person.id}`,
        "coming meetings that touch a person": `/coming?person=${hit.speaker.person.id}&since=2024`,
      }),
      ...(pair.length === 2 && { "where two people differed": `/compare?person=${pair[0].id}&person=${pair[1].id}&differed=true` }),
    },
  };
}

/** A page that records what it should not do. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && !/status of (400|404|410)/.test(message.text()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (to.protocol !== "data:" && to.origin !== server.url) wrong.push(`left the host: ${request.url()}`);
  });
  return { page, wrong, to: (path) => page.goto(server.url + path), close: () => context.close() };
}

check("from a search to the page of the published file", async () => {
  const { page, wrong, to, close } = await open();
  await to("/");
  await page.getByRole("searchbox").fill(PHRASE);
  await page.getByRole("button", { name: "Search" }).click();
  const { total } = await asked(`/api/v1/search?q=${encodeURIComponent(PHRASE)}`);
  await page.getByRole("heading", { level: 1, name: `${total.mentions} mentions` }).waitFor();
  const marked = await page.locator(".mb-result mark").allInnerTexts();
  assert.ok(marked.length > 0 && marked.every((words) => /^workforce\s+stability$/i.test(words)), marked.join("|"));
  const published = held.hit.document.page_url;
  if (published) {
    const links = await page.locator('.mb-result a:has-text("Published paper")').evaluateAll((all) => all.map((link) => link.href));
    assert.ok(links.length > 0 && links.every((link) => /^https?:\/\//.test(link)), links.join(" "));
  }
  await page.locator(".mb-result h3 a").first().click();
  await page.locator("main mark").first().waitFor();
  assert.match(page.url(), /\/documents\/[^?]+\?page=\d+&passage=[^&]+&q=[^#]+#p/);
  const id = new URL(page.url()).hash.slice(1);
  assert.equal(await page.locator(`[id="${id}"] mark`).count() > 0, true);
  const file = await page.getByRole("link", { name: "Archived copy" }).getAttribute("href");
  const bytes = await fetch(server.url + file).then((answer) => answer.text());
  assert.ok(/#page=\d+$/.test(file) && bytes.length > 0);
  assert.deepEqual(wrong, []);
  await close();
});

check("a filter is chosen, kept on the next search and taken away", async () => {
  const { page, wrong, to, close } = await open();
  await to(search(PHRASE));
  const all = await page.locator("h1").innerText();
  await page.locator(".mb-filters").getByRole("link", { name: "Minutes", exact: true }).click();
  await page.locator(".mb-chip", { hasText: "Kind of paper: Minutes" }).waitFor();
  assert.notEqual(await page.locator("h1").innerText(), all);
  await page.locator("#q").fill("agency");
  await page.locator("#q").press("Enter");
  await page.waitForURL(/q=agency/);
  assert.equal(new URL(page.url()).searchParams.get("kind"), "minutes");
  await page.locator(".mb-chip", { hasText: "Kind of paper: Minutes" }).click();
  await page.waitForURL((url) => !url.searchParams.has("kind"));
  assert.deepEqual(wrong, []);
  await close();
});

check("a question is said back, leads to its answer, and a part of it can be left out", async () => {
  const { page, wrong, to, close } = await open();
  await to("/");
  await page.getByRole("searchbox").fill("what was promised about workforce since 2022");
  await page.keyboard.press("Enter");
  await page.getByText("I read this as: what was promised").waitFor();
  await page.getByRole("link", { name: "Show that answer" }).click();
  await page.waitForURL(/\/commitments\?/);
  const rows = (await asked("/api/v1/commitments?q=workforce&since=2022&basis=promise&basis=request_agreed&basis=resolution&basis=action_log")).total;
  await page.getByRole("heading", { level: 2, name: `${rows} commitment` }).waitFor();
  await page.locator(".mb-chip", { hasText: "From 2022" }).click();
  await page.waitForURL((url) => !url.searchParams.has("since") && url.searchParams.has("q"));
  assert.deepEqual(wrong, []);
  await close();
});

check("the files of a list hold the rows that it shows, in its order", async () => {
  const { page, to, close } = await open();
  for (const path of ["/commitments", "/commitments?basis=plan", "/commitments?sort=due", "/resolutions"]) {
    await to(path);
    const link = await page.locator("#take-away + ul").getByRole("link", { name: "JSON", exact: true }).getAttribute("href");
    const file = await asked(link);
    assert.ok(file.total > 0, path);
    await page.getByRole("heading", { level: 2, name: new RegExp(`^${file.total} `) }).waitFor();
    const first = (await page.locator(".mb-result").first().innerText()).replace(/\s+/g, " ");
    assert.ok(first.includes(file.results[0].text.replace(/\s+/g, " ").slice(0, 40)), `${path}: ${first}`);
  }
  await close();
});

check("every point of a letter says its page", async () => {
  const letters = (await asked("/api/v1/letters")).results;
  const points = letters.flatMap((letter) => letter.improvement_points);
  assert.ok(points.length > 0);
  for (const point of points) {
    assert.ok(point.page >= 1 && point.page_url.startsWith("http"), JSON.stringify(point));
  }
});

check("a brief fits on two sheets of paper", async () => {
  const { page, to, close } = await open();
  for (const path of [held.pages.brief, "/brief?q=the", "/brief?q=children", "/brief?kind=minutes"]) {
    await to(path);
    const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
    assert.ok(sheets <= 2, `${path}: ${sheets} sheets`);
  }
  await close();
});

check("nothing found says what was searched and offers what would find something", async () => {
  const { page, to, close } = await open();
  await to(held.pages["nothing found"]);
  await page.getByRole("heading", { name: "What was searched" }).waitFor();
  await page.getByRole("heading", { name: "What could not be searched" }).waitFor();
  const wider = page.locator("main li", { hasText: /: [\d,]+ mention/ });
  const promised = Number((await wider.first().innerText()).match(/: ([\d,]+) mention/)[1].replace(",", ""));
  await wider.first().getByRole("link").click();
  const shown = await page.locator("h1").innerText();
  assert.ok(promised > 0 && !/Nothing/.test(shown), `${promised} promised, ${shown} shown`);
  await close();
});

check("everything can be reached with the keyboard alone", async () => {
  const { page, to, close } = await open();
  await to(search(PHRASE));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to main content");
  await page.keyboard.press("Enter");
  let steps = 0;
  const inResult = () => page.evaluate(() => document.activeElement.closest(".mb-result h3") !== null);
  for (; !(await inResult()) && steps < 120; steps++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return style.outlineStyle !== "none" || style.boxShadow !== "none" || style.backgroundColor !== "rgba(0, 0, 0, 0)" || document.activeElement.closest("svg") !== null;
    });
    assert.ok(seen, "the focus can be seen");
  }
  assert.ok(await inResult(), "the first result was not reached");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/documents\//);
  await close();
});

check("without script the same can be done", async () => {
  const { page, to, close } = await open({ javaScriptEnabled: false });
  await to("/");
  await page.locator("#q").fill(PHRASE);
  await page.locator("#q").press("Enter");
  await page.locator(".mb-result h3 a").first().click();
  assert.ok((await page.locator("main mark").count()) > 0);
  await to(held.pages.passage);
  assert.match(await page.locator("#plain").inputValue(), /, p\. \d+ of the file.*\/passages\//);
  await close();
});

check("a citation is copied with one button", async () => {
  const { page, to, close } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await to(held.pages.passage);
  await page.getByRole("button", { name: "Copy text" }).click();
  await page.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator("#plain").inputValue());
  await close();
});

check("no page is wider than a narrow screen", async () => {
  const { page, to, close } = await open({ viewport: { width: 320, height: 640 } });
  for (const [name, path] of Object.entries(held.pages)) {
    await to(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${name} is ${wide} pixels wide`);
  }
  await close();
});

check("a timeline ends with its newest period on a narrow screen, and its words do not run into each other", async () => {
  const { page, to, close } = await open({ viewport: { width: 320, height: 640 } });
  await to(held.pages.results);
  const steps = (await asked(`/api/v1/timeline?q=${encodeURIComponent(PHRASE)}`)).results.filter((step) => step.period);
  await page.getByText("Over time").first().click();
  const newest = page.locator(".mb-timeline a").last();
  assert.equal(await newest.getAttribute("aria-label"), `${steps.at(-1).period}: ${steps.at(-1).mentions} mentions`);
  const right = (box) => box.x + box.width;
  assert.ok(right(await newest.locator("rect").boundingBox()) <= 320);
  assert.equal(await page.locator(".mb-scroll .mb-timeline").count(), 0, "nothing is to be scrolled");
  const shown = page.locator(".mb-timeline > text:visible");
  const names = await Promise.all((await shown.all()).map((name) => name.boundingBox()));
  assert.equal(await shown.last().textContent(), steps.at(-1).period);
  for (let i = 1; i < names.length; i++) assert.ok(right(names[i - 1]) < names[i].x, `name ${i}`);
  await close();
});

check("a long meeting comes in parts that lose nothing, and its items lead to where they are dealt with", async () => {
  const { page, to, close } = await open({ javaScriptEnabled: false });
  const meetings = (await asked("/api/v1/meetings?with_minutes=true&page_size=100")).results;
  let long = 0;
  for (const { id } of meetings) {
    await to(`/meetings/${id}`);
    const items = await page.locator("h2:has-text('Items') + ul a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const document = (await page.locator("#minutes + p a[href^='/documents/']").count()) ? await page.locator("#minutes + p a[href^='/documents/']").getAttribute("href") : undefined;
    const seen = [];
    let parts = 0;
    let minutes = document;
    for (let more = true; more; parts++) {
      seen.push(...(await page.locator("[id^=p].mb-turn, h3[id^=p]").evaluateAll((all) => all.map((one) => one.id))));
      minutes ??= (await page.locator("#minutes + p a[href^='/documents/']").count()) ? await page.locator("#minutes + p a[href^='/documents/']").getAttribute("href") : undefined;
      const next = page.getByRole("link", { name: "Next part" }).first();
      more = (await next.count()) > 0;
      if (more) await next.click();
    }
    const file = await asked(`/api/v1${minutes}`);
    const component = file.components.find((one) => one.kind === "minutes" && one.meeting?.id === id);
    assert.equal(new Set(seen).size, seen.length, `${id}: once`);
    assert.equal(seen.length, component.passages, `${id}: every passage`);
    if (parts > 1) {
      long++;
      for (const item of items.filter((link) => !link.startsWith("/passages/"))) {
        await to(item.startsWith("#") ? `/meetings/${id}${item}` : item);
        assert.equal(await page.locator(`[id="${item.split("#")[1]}"]`).count(), 1, item);
      }
    }
  }
  await close();
});

check("print leaves out what cannot be used on paper", async () => {
  const { page, to, close } = await open();
  await to(search(PHRASE));
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".mb-header", ".mb-filters", "form[role=search]"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  assert.equal(await page.locator(".mb-quote").first().isVisible(), true);
  await close();
});

check("every kind of page passes axe, stays on the host and is light", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, wrong, to, close } = await open({ colorScheme });
    for (const [name, path] of Object.entries(held.pages)) {
      const answer = await to(path);
      assert.ok(answer.status() < 500, `${name}: ${answer.status()}`);
      assert.equal(await page.locator("h1").count(), 1, `${name}: one h1`);
      await page.evaluate(axe);
      const found = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
      const said = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
      assert.deepEqual(said, [], `${name} (${colorScheme})`);
    }
    assert.deepEqual(wrong, []);
    await close();
  }
});

check("every page with its style is below 60 kB", async () => {
  const text = (path) => fetch(server.url + path, { headers: { accept: "text/html" } }).then((answer) => answer.text());
  const sheet = Buffer.byteLength(await text((await text("/")).match(/href="(\/assets\/[^"]+\.css)"/)[1]));
  const paths = Object.values(held.pages);
  for (const list of ["meetings", "people", "letters"]) {
    for (const { id } of (await asked(`/api/v1/${list}?page_size=100`)).results) paths.push(`/${list}/${id}`);
  }
  for (const { id, pages } of (await asked("/api/v1/documents?page_size=100")).results) {
    for (let n = 1; n <= pages; n++) paths.push(`/documents/${id}?page=${n}&q=the`);
  }
  for (const q of ["council", "children", "act:question"]) {
    for (const way of ["", "&group=meeting", "&group=document", "&related=true"]) paths.push(search(q, way));
  }
  while (paths.length > 0) {
    const path = paths.shift();
    const page = await text(path);
    const weight = Buffer.byteLength(page) + sheet;
    assert.ok(weight < 60_000, `${path}: ${weight} bytes`);
    const next = page.match(/rel="next" href="(\/meetings\/[^"#?]+\?part=\d+)"/);
    if (next) paths.push(next[1]);
  }
});
