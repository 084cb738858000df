// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each payload as what somebody types and as what a page says, on Sou's search page in Chromium: text, nothing else.
// The page's own policy against scripts is put out of force, so that escaping alone has to hold.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, values, watch } from "./browser.mjs";
import { findings, globalsOf } from "./inert.mjs";

const { servers, payloads } = values;
const hosts = Object.values(servers).map((address) => new URL(address).host);
let browser, context, complaints;

before(async () => {
  browser = await launch();
  context = await browser.newContext({ bypassCSP: true });
  complaints = watch(context, Object.values(servers), { quiet: true });
});
after(() => browser.close());

// As the page shows it: control characters as blanks; how many U+FFFD broken UTF-8 becomes is a matter of taste.
const shown = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, " ").replace(/\ufffd+/g, "\ufffd");
const collapsed = (text) => shown(text).replace(/[\t\n\r ]+/g, " ").trim();

// Runs the steps of each payload, two pages at a time.
async function forEachPayload(step) {
  let next = 0;
  const work = async () => {
    const page = await context.newPage();
    await page.goto(servers.markdown);
    const globals = await globalsOf(page);
    const visit = async (address, what) => {
      await page.goto(address);
      const found = [...(await findings(page, globals, hosts)), ...complaints];
      assert.deepEqual(found, [], `${what} is harmless: ${address}`);
    };
    while (next < payloads.length) await step(page, payloads[next++], visit);
    await page.close();
  };
  await Promise.all([work(), work()]);
  assert.ok(payloads.length >= 100, "there are payloads to try");
}

test("what somebody types is shown as typed", async () => {
  await forEachPayload(async (page, { text, quoted }, visit) => {
    await visit(`${servers.markdown}/?q=${quoted}`, "a query");
    const typed = shown(text).replace(/[\n\r]/g, "");
    assert.equal((await page.inputValue("#q")).replace(/\ufffd+/g, "\ufffd"), typed, "the box keeps what was typed");
    assert.ok(collapsed(await page.title()).includes(collapsed(text)), `the title ${await page.title()} names ${text}`);
  });
});

test("filters, a wrong parameter and an unknown path are harmless", async () => {
  await forEachPayload(async (page, { text, quoted }, visit) => {
    const filters = ["tag", "lang", "category", "section", "ui"].map((name) => `${name}=${quoted}`).join("&");
    await visit(`${servers.markdown}/?${filters}`, "a page of filters");
    await visit(`${servers.markdown}/?q=${quoted}&limit=${quoted}`, "an error page");
    assert.ok(collapsed(await page.textContent("main")).includes(collapsed(text)), `the error quotes ${text}`);
    await visit(`${servers.markdown}/${quoted}`, "an unknown path");
  });
});

// The texts of the hits by the API, and as the page shows them.
async function compareHits(page, server, word) {
  const answer = await (await fetch(`${server}/api/search?q=${word}`)).json();
  const joined = (parts) => collapsed(parts.map((part) => part.text).join(""));
  const expected = answer.hits.map((hit) => [joined(hit.title) || collapsed(hit.path), joined(hit.snippet)]);
  const seen = await page.$$eval("article", (hits) =>
    hits.map((hit) => ["h2", ".snippet"].map((part) => hit.querySelector(part)?.textContent ?? "")));
  assert.deepEqual(seen.map((texts) => texts.map(collapsed)), expected, `the page shows the hits of ${word} as the API has them`);
  return expected.length;
}

for (const [name, server] of Object.entries(servers)) {
  test(`a hostile site of ${name} is text`, async () => {
    let hits = 0;
    await forEachPayload(async (page, { word }, visit) => {
      await visit(`${server}/?q=${word}`, "a hit");
      hits += await compareHits(page, server, word);
    });
    assert.ok(hits > 1.5 * payloads.length, `there are ${hits} hits`);
  });
}

test("the page forbids scripts even if escaping fails", async () => {
  const guarded = await browser.newContext();
  const page = await guarded.newPage();
  await page.goto(servers.markdown);
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.xss = 1'>"));
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("script"), { textContent: "window.xss = 1" })));
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.xss), undefined, "the policy stops scripts inside the page");
  await guarded.close();
});

test("the check bites", async () => {
  const page = await context.newPage();
  await page.goto(servers.markdown);
  const globals = await globalsOf(page);
  const cases = ["<img src=x onerror='xss=1'>", "<a href='javascript:alert(1)'>x</a>", "<iframe></iframe>", "<a href='//evil.example/'>x</a>"];
  for (const html of cases) {
    await page.goto(servers.markdown);
    await page.evaluate((text) => document.body.insertAdjacentHTML("beforeend", text), html);
    assert.notDeepEqual(await findings(page, globals, hosts), [], `${html} is found`);
  }
  await page.waitForTimeout(100);
  await page.evaluate(() => void setTimeout(() => alert("heron")));
  await page.waitForTimeout(100);
  assert.deepEqual(complaints, ["a dialog opened: heron"], "a dialog is found");
  await page.close();
});
