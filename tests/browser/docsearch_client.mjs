// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers and attackers do with the page of pages/docsearch.html.
import assert from "node:assert/strict";

import {values} from "./browser.mjs";
import {eventually, open} from "./client_page.mjs";
import {findings, globalsOf} from "./inert.mjs";
import {payloadsOf} from "./payloads.mjs";
import {QUERIES} from "./site_queries.mjs";

const INPUT = ".docsearch-modal-search-input";
const ITEM = ".docsearch-modal-search-hits-item";

async function openSite(browser, host = values.site, parameters = {}) {
  const opened = await open(browser, "docsearch", host, parameters);
  const {page} = opened;
  await page.click(".docsearch-btn");
  return {
    ...opened,
    type: (query) => page.fill(INPUT, query),
    links: () => page.$$eval(`${ITEM} > a`, (found) => found.map((link) => decodeURI(link.getAttribute("href")))),
    // The marked words of the first hit's title, or text.
    marks: (part) => page.$eval(
        ITEM,
        (hit, name) => [...hit.querySelectorAll(
                            `.docsearch-modal-search-hits-item-${name} .docsearch-modal-search-hits-item--highlight`)]
                           .map((mark) => mark.textContent),
        part),
  };
}

async function close({context, complaints}) {
  await context.close();
  assert.deepEqual(complaints, [], "the console and the network have no errors");
}

async function marksWords(browser) {
  const site = await openSite(browser);
  for (const {query, first, title, content} of QUERIES) {
    await site.type(query);
    await eventually(async () => (await site.links())[0], values.pages + first, `${query} leads to ${first} first`);
    const marked = await site.marks("title");
    assert.deepEqual(marked.slice(0, title.length), title, `the title has the words of ${query} marked`);
    if (content)
      assert.deepEqual(await site.marks("text"), content, `the text has exactly the words of ${query} marked`);
  }
  await close(site);
}

async function showsNoMarkup(browser) {
  const site = await openSite(browser);
  await site.type("쿠버네티스");
  await eventually(
      async () => (await site.links())[0], `${values.pages}/ko/posts/cjk-tokenizing/#조사가-붙은-낱말`,
      "the Korean page is first");
  const text = await site.page.textContent(`${ITEM}-text`);
  assert.ok(text.startsWith("\"쿠버네티스에서\", \"쿠버네티스를\""), `quotes are quotes, no entities: ${text}`);
  await close(site);
}

async function worksByKeyboard(browser) {
  const site = await openSite(browser);
  await site.page.keyboard.press("Escape");
  await eventually(() => site.page.locator(INPUT).count(), 0, "Escape closes the box");
  await site.page.keyboard.press("Control+k");
  await site.page.locator(INPUT).pressSequentially("heron", {delay: 15});
  await eventually(
      async () => (await site.links())[0], `${values.pages}/notes/2026/10/herons/`, "typing finds the herons");
  const [, second] = await site.links();
  await site.page.keyboard.press("ArrowDown");
  await site.page.keyboard.press("Enter");
  await eventually(() => decodeURI(site.page.url()), second, "Enter opens the chosen hit, at its place");
  await close(site);
}

async function saysWhenNothingIsFound(browser) {
  const site = await openSite(browser);
  await site.type("zzqqxxyyzz");
  await eventually(
      async () => (await site.page.locator(".docsearch-modal-no-search-hits").count()), 1,
      "nothing is found, and that is said");
  assert.equal(await site.page.locator(".docsearch-modal-error").count(), 0, "that is no error");
  await close(site);
}

export const readers = {
  "words are marked in four languages, links lead to their place": marksWords,
  "text in its hits is text": showsNoMarkup,
  "keys are enough": worksByKeyboard,
  "no hit is no error": saysWhenNothingIsFound,
};

export async function attack(browser, third) {
  // The box itself links to its makers.
  const hosts = [...[values.pages, values.hostile].map((address) => new URL(address).host), "www.meilisearch.com"];
  const list = await openSite(browser, values.hostile, {hits: 400});
  const limits = {globals: await globalsOf(list.page), hosts};
  const check = async ({page, complaints}, what) =>
      assert.deepEqual([...(await findings(page, limits)), ...complaints], [], `${what} is text`);
  await list.type("heron");
  await eventually(
      async () => (await list.links()).length > values.payloads.length, true, "the pages of the attacker are listed");
  await check(list, "a list of hostile pages");
  const titles = await list.page.$$eval(`${ITEM}-title`, (found) => found.map((title) => title.textContent));
  assert.ok(titles.some((title) => title.startsWith("<img src=x onerror=alert(1)>")), "a title is shown as written");
  await close(list);
  const site = await openSite(browser, values.hostile, {hits: 5});
  for (const payload of payloadsOf(third)) {
    const answered = site.page.waitForResponse((response) => response.request().method() === "POST");
    await site.type(payload.replace(/[\r\n]/g, " ") + " heron");
    await answered;
    await check(site, `the answer to ${payload}`);
  }
  await close(site);
}
