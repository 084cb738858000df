// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each payload as what somebody types and as what a page says, on Sou's search page in Chromium: text, nothing else.
// The page's own policy against scripts is put out of force, so that escaping alone has to hold. Pages are loaded in
// frames, many at a time, or many payloads in one: so it takes seconds.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {launch, values, watch} from "./browser.mjs";
import {findings, globalsOf, visitAll} from "./inert.mjs";

const BATCH = 24;  // frames at a time
const GROUP = 10;  // payloads that fit an address together
const {servers, payloads} = values;
const hosts = Object.values(servers).map((address) => new URL(address).host);
let browser, context, complaints, limits;

before(async () => {
  assert.ok(payloads.length >= 100, "there are payloads to try");
  browser = await launch();
  context = await browser.newContext({bypassCSP: true});
  complaints = watch(context, Object.values(servers), {quiet: true});
  const page = await context.newPage();
  await page.goto(servers.markdown);
  limits = {globals: await globalsOf(page), hosts};
  await page.close();
});
after(() => browser.close());

// As the page shows it: control characters as blanks; how many U+FFFD broken UTF-8 becomes is a matter of taste.
const shown = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, " ").replace(/\ufffd+/g, "\ufffd");
const collapsed = (text) => shown(text).replace(/[\t\n\r ]+/g, " ").trim();

// Loads the page of each payload, in frames; looks for harm, and gives what it shows to `check`.
async function forEachPayload(some, server, targetOf, check = () => {}) {
  for (let begin = 0; begin < some.length; begin += BATCH) {
    const batch = some.slice(begin, begin + BATCH);
    const page = await context.newPage();
    await page.goto(server);
    const seen = await visitAll(page, batch.map((payload) => server + targetOf(payload)), limits);
    for (const [i, payload] of batch.entries()) {
      assert.deepEqual([...seen[i].findings, ...complaints], [], `${targetOf(payload)} is harmless`);
      check(payload, seen[i]);
    }
    await page.close();
  }
}

// Loads a page for each of some payloads together; looks for harm, and lets `check` look at it.
async function forEachGroup(server, partOf, divider, prefix, check) {
  const page = await context.newPage();
  for (let begin = 0; begin < payloads.length; begin += GROUP) {
    const group = payloads.slice(begin, begin + GROUP);
    await page.goto(server + prefix + group.map(partOf).join(divider));
    assert.deepEqual([...(await findings(page, limits)), ...complaints], [], `${page.url()} is harmless`);
    await check(group, page);
  }
  await page.close();
}

test("what somebody types is shown as typed", async () => {
  await forEachPayload(payloads, servers.markdown, ({quoted}) => `/?q=${quoted}`, ({text}, {typed, title}) => {
    assert.equal(
        typed.replace(/\ufffd+/g, "\ufffd"), shown(text).replace(/[\n\r]/g, ""), "the box keeps what was typed");
    assert.ok(collapsed(title).includes(collapsed(text)), `the title ${title} names ${text}`);
  });
});

test("filters are harmless", async () => {
  const names = ["tag", "lang", "category", "section"];
  await forEachGroup(
      servers.markdown, ({quoted}) => names.map((name) => `${name}=${quoted}`).join("&"), "&", "/?",
      async (group, page) => {
        const text = collapsed(await page.textContent("main"));
        for (const payload of group)
          assert.ok(text.includes(collapsed(payload.text)), `a filter shows ${payload.text}`);
      });
});

test("a wrong parameter is quoted as text", async () => {
  await forEachPayload(payloads, servers.markdown, ({quoted}) => `/?q=${quoted}&limit=${quoted}`, ({text}, {main}) => {
    assert.ok(collapsed(main).includes(collapsed(text)), `the error ${main} quotes ${text}`);
  });
});

test("an unknown path is harmless", async () => {
  // tests/e2e/xss_test.py has all of them; what a browser makes of such an answer does not depend on the payload.
  const some = payloads.filter((_, i) => i % 12 === 0);
  await forEachPayload(some, servers.markdown, ({quoted}) => `/${quoted}`);
});

// The texts of the hits as the API has them: title and snippet.
async function hitsOf(address) {
  const answer = await (await fetch(address.replace("/?", "/api/search?"))).json();
  const joined = (parts) => collapsed(parts.map((part) => part.text).join(""));
  return answer.hits.map((hit) => [joined(hit.title) || collapsed(hit.path), joined(hit.snippet)]);
}

for (const [name, server] of Object.entries(servers)) {
  test(`a hostile site of ${name} is text`, async () => {
    let count = 0;
    await forEachGroup(server, ({word}) => word, "+OR+", "/?limit=100&q=", async (group, page) => {
      const seen = await page.$$eval(
          "article",
          (hits) => hits.map((hit) => ["h2", ".snippet"].map((part) => hit.querySelector(part)?.textContent ?? "")));
      assert.deepEqual(
          seen.map((texts) => texts.map(collapsed)), await hitsOf(page.url()), "the page shows what the API has");
      count += seen.length;
    });
    assert.ok(count > payloads.length, `there are only ${count} hits`);
  });
}

test("the page forbids scripts even if escaping fails", async () => {
  const guarded = await browser.newContext();
  const page = await guarded.newPage();
  await page.goto(servers.markdown);
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.xss = 1'>"));
  await page.evaluate(
      () => document.body.append(Object.assign(document.createElement("script"), {textContent: "window.xss = 1"})));
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.xss), undefined, "the policy stops scripts inside the page");
  await guarded.close();
});

test("the check bites", async () => {
  const page = await context.newPage();
  const cases = [
    "<img src=x onerror='xss=1'>", "<a href='javascript:alert(1)'>x</a>", "<iframe></iframe>",
    "<a href='//evil.example/'>x</a>", "<svg><style></style></svg>"
  ];
  for (const html of cases) {
    await page.goto(servers.markdown);
    assert.deepEqual(await findings(page, limits), [], "the page itself is fine");
    await page.evaluate((text) => document.body.insertAdjacentHTML("beforeend", text), html);
    assert.notDeepEqual(await findings(page, limits), [], `${html} is found`);
  }
  const ran = await page.evaluate(() => new Promise((resolve) => {
                                    const frame = Object.assign(
                                        document.createElement("iframe"),
                                        {srcdoc: "<script>parent.xss = 1; alert('heron')</script>"});
                                    frame.onload = () => resolve(window.xss);
                                    document.body.append(frame);
                                  }));
  assert.equal(ran, 1, "scripts in frames do run here");
  assert.deepEqual(complaints, ["a dialog opened: heron"], "a dialog is found");
  await page.close();
});
