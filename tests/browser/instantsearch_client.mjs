// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers and attackers do with the page of instantsearch_page.mjs.
import assert from "node:assert/strict";

import {values} from "./browser.mjs";
import {eventually, open} from "./client_page.mjs";
import {findings, globalsOf} from "./inert.mjs";
import {payloadsOf} from "./payloads.mjs";
import {QUERIES} from "./site_queries.mjs";

const PAGES = 80;  // of tests/data/site
const PER_PAGE = 5;
const LANGUAGES = {
  zh: 33,
  en: 25,
  ja: 13,
  ko: 9
};

// The page, with shorthands for what it shows.
async function openSite(browser, client, parameters = {}, host = values.site) {
  const opened = await open(browser, "instantsearch", host, {client, ...parameters});
  const {page} = opened;
  const texts = (selector) => page.$$eval(selector, (found) => found.map((element) => element.textContent.trim()));
  return {
    ...opened,
    texts,
    type: (query) => page.fill("#search .ais-SearchBox-input", query),
    total: async () => Number((await page.textContent("#stats")).replace(/,/g, "").match(/^\s*(\d+) result/)?.[1] ?? 0),
    links: () => page.$$eval("#hits article a", (found) => found.map((link) => decodeURI(link.getAttribute("href")))),
    marks: (part) => texts(`#hits li:first-child ${part} mark`),
    data: (name) => page.$$eval("#hits article", (found, key) => found.map((hit) => hit.dataset[key]), name),
    // {value: count} of a list of refinements.
    counts: (list) => page.$$eval(
        `${list} .ais-RefinementList-item`,
        (found) => Object.fromEntries(found.map(
            (item) =>
                [item.querySelector(".ais-RefinementList-labelText").textContent,
                 Number(item.querySelector(".ais-RefinementList-count").textContent)]))),
    choose: (list, value) =>
        page.locator(`${list} .ais-RefinementList-label`, {has: page.getByText(value, {exact: true})}).click(),
  };
}

async function close({context, complaints}) {
  await context.close();
  assert.deepEqual(complaints, [], "the console and the network have no errors");
}

async function marksWords(browser, client) {
  const site = await openSite(browser, client);
  for (const {query, first, title, content} of QUERIES) {
    await site.type(query);
    await eventually(async () => (await site.links())[0], values.pages + first, `${query} leads to ${first} first`);
    assert.deepEqual(await site.marks("h2"), title, `the title has exactly the words of ${query} marked`);
    if (content)
      assert.deepEqual(await site.marks(".content"), content, `the text has exactly the words of ${query} marked`);
  }
  await close(site);
}

async function followsTyping(browser, client) {
  const site = await openSite(browser, client);
  await site.page.locator("#search .ais-SearchBox-input").pressSequentially("containerd", {delay: 15});
  await eventually(
      async () => (await site.links())[0], values.pages + "/posts/k8s-upgrade/#what-we-had",
      "typing letter by letter ends at the same hit");
  await site.page.click("#hits li:first-child a");
  await site.page.waitForURL("**/posts/k8s-upgrade/#what-we-had");
  await close(site);
}

async function refines(browser, client) {
  const site = await openSite(browser, client, {hits: 100});
  await eventually(site.total, PAGES, "a page without a query lists every page of the site");
  await eventually(() => site.counts("#lang"), LANGUAGES, "languages are counted");
  await site.choose("#lang", "ja");
  await eventually(site.total, LANGUAGES.ja, "one language is left");
  await eventually(async () => [...new Set(await site.data("lang"))], ["ja"], "all hits are in it");
  assert.deepEqual(
      await site.counts("#lang"), LANGUAGES, "the other languages keep their counts: any of several may be chosen");
  await eventually(async () => (await site.counts("#tags"))["検索"], 3, "tags of Japanese pages keep their count");
  assert.equal((await site.counts("#tags")).hugo, undefined, "tags that only other pages have are gone");
  await site.choose("#lang", "ko");
  await eventually(site.total, LANGUAGES.ja + LANGUAGES.ko, "a second language adds its pages");
  await site.choose("#tags", "unicode");
  await eventually(
      async () => (await site.data("tags")).every((tags) => JSON.parse(tags).includes("unicode")), true,
      "all hits have the tag");
  const both = await site.total();
  assert.equal(both, (await site.counts("#tags")).unicode, "the tag's count is the number of hits");
  assert.ok(both > 0 && both < LANGUAGES.ja + LANGUAGES.ko, "the tag narrows the languages");
  const languages = await site.counts("#lang");
  assert.equal((languages.ja ?? 0) + (languages.ko ?? 0), both, "languages are counted among pages with the tag");
  await close(site);
}

async function findsFacetValues(browser, client) {
  const site = await openSite(browser, client);
  await eventually(site.total, PAGES, "the page is there");
  await site.page.fill("#tags .ais-SearchBox-input", "kuber");
  await eventually(() => site.counts("#tags"), {kubernetes: 7}, "the tags that begin so are listed with their counts");
  await site.choose("#tags", "kubernetes");
  await eventually(site.total, 7, "a tag that was found can be chosen");
  await site.page.fill("#tags .ais-SearchBox-input", "zzzz");
  await eventually(() => site.counts("#tags"), {}, "no tag begins so");
  await close(site);
}

async function turnsPages(browser, client, parameters, numbers) {
  const site = await openSite(browser, client, parameters);
  await eventually(async () => (await site.links()).length, PER_PAGE, "there is a first page");
  const first = await site.links();
  const shown = await site.texts("#pages .ais-Pagination-item--page");
  assert.deepEqual(shown.filter((text) => text !== ""), numbers, "the numbers of pages are shown");
  await site.page.click("#pages .ais-Pagination-item--page >> text='2'");
  await eventually(
      async () => (await site.texts("#pages .ais-Pagination-item--selected")), ["2"], "the second page is shown");
  await eventually(async () => (await site.links()).filter((link) => first.includes(link)), [], "it has other hits");
  assert.equal((await site.links()).length, PER_PAGE);
  if (parameters.finite) {
    await site.page.click("#pages .ais-Pagination-item--lastPage a");
    await eventually(
        () => site.texts("#pages .ais-Pagination-item--selected"), [String(PAGES / PER_PAGE)],
        "the last page is known");
    await eventually(async () => (await site.links()).length, PER_PAGE, "the last page has hits");
  }
  await close(site);
}

async function sorts(browser, client) {
  const site = await openSite(browser, client, {hits: 30});
  await site.type("kubernetes");
  await eventually(site.total, 13, "pages about kubernetes are found");
  const relevant = await site.links();
  await site.page.selectOption("#sort select", "sou:date:desc");
  await eventually(async () => (await site.links())[0] !== relevant[0], true, "another page is the newest");
  const dates = (await site.data("date")).map(Number);
  assert.deepEqual(dates, dates.toSorted((a, b) => b - a), "newest first");
  assert.deepEqual((await site.links()).toSorted(), relevant.toSorted(), "the same pages");
  await close(site);
}

async function limitsDates(browser, client) {
  const site = await openSite(browser, client, {hits: 100});
  await eventually(site.total, PAGES, "the page is there");
  const begin = Date.UTC(2024, 0, 1) / 1000;
  const newer = (await site.data("date")).filter((date) => Number(date) >= begin).length;
  assert.ok(newer > 0 && newer < PAGES, "some pages are newer");
  await site.page.fill("#date .ais-RangeInput-input--min", String(begin));
  await site.page.click("#date .ais-RangeInput-submit");
  await eventually(site.total, newer, "the pages of 2024 and later are left");
  assert.ok((await site.data("date")).every((date) => Number(date) >= begin), "no older page is left");
  await close(site);
}

export const readers = {
  "words are marked in four languages, links lead to their place": marksWords,
  "hits follow what is typed, and can be clicked": followsTyping,
  "refinements change hits and counts": refines,
  "tags are found by what they begin with": findsFacetValues,
  "pages turn, their number unknown": (browser, client) => turnsPages(browser, client, {}, ["1", "2"]),
  "pages turn, their number known": (browser, client) =>
      turnsPages(browser, client, {finite: 1}, ["1", "2", "3", "4", "5", "6", "7"]),
  "dates sort": sorts,
  "dates limit": limitsDates,
};

// The globals and hosts that the page has with a harmless site.
async function limitsOf(browser, client) {
  const harmless = await openSite(browser, client);
  await eventually(harmless.total, PAGES, "a harmless site is listed");
  const globals = await globalsOf(harmless.page);
  await close(harmless);
  return {globals, hosts: [values.pages, values.hostile].map((address) => new URL(address).host)};
}

const check = async ({page, complaints}, limits, what) =>
    assert.deepEqual([...(await findings(page, limits)), ...complaints], [], `${what} is text`);

async function listHostilePages(browser, client, limits) {
  const site = await openSite(browser, client, {hits: 400}, values.hostile);
  await eventually(
      async () => (await site.links()).length > values.payloads.length, true, "the pages of the attacker are listed");
  await check(site, limits, "a list of hostile pages");
  assert.ok((await site.texts("#hits h2")).includes("<img src=x onerror=alert(1)>"), "a title is shown as written");
  for (const text of ["<", "script", "img", "javascript"]) {
    const answered = site.page.waitForResponse("**/facet-search");
    await site.page.fill("#tags .ais-SearchBox-input", text);
    await answered;
    await check(site, limits, `tags for ${text}`);
  }
  await close(site);
}

// Shows a site in which all payloads are written, and types those of a third.
export async function attack(browser, client, third) {
  const limits = await limitsOf(browser, client);
  await listHostilePages(browser, client, limits);
  const site = await openSite(browser, client, {}, values.hostile);
  for (const payload of payloadsOf(third)) {
    const query = `${payload.replace(/[\r\n]/g, " ")} heron`;
    const answered = site.page.waitForResponse((response) => response.request().method() === "POST");
    await site.type(query);
    await answered;
    await check(site, limits, `the answer to ${payload}`);
    assert.equal(await site.page.inputValue("#search .ais-SearchBox-input"), query, "the box keeps what was typed");
  }
  await close(site);
}
