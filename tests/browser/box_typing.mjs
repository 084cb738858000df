// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers type and choose, and what they get.
import assert from "node:assert/strict";

import {values} from "./browser.mjs";
import {openPage, questions} from "./box_page.mjs";
import {eventually} from "./client_page.mjs";

const pathOf = (page) => decodeURI(new URL(page.url()).pathname);

export const typing = {
  "suggestions come first, results follow": async (browser) => {
    const {page, box, complaints, context} = await openPage(browser);
    await page.route("**/api/search?**", (route) => setTimeout(() => route.continue().catch(() => {}), 600));
    await box.open();
    await box.input.pressSequentially("kub");
    await box.suggestions.first().waitFor();
    assert.equal(await box.results.count(), 0, "the results are not there yet");
    assert.equal(await box.suggestions.first().locator("mark").textContent(), "Kub", "what was typed is marked");
    await box.results.first().waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  },

  "a result says what, where, when and in which language": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("upgrading kubernetes");
    const first = box.results.first();
    assert.match(await first.locator(".title").textContent(), /Kubernetes v1\.24\.5/);
    assert.deepEqual(await first.locator(".title mark").allTextContents(), ["upgrading", "Kubernetes"]);
    assert.equal(await first.locator(".where").textContent(), "posts");
    assert.match(await first.locator(".snippet").textContent(), /\w{3}/);
    assert.match(await first.locator(".facts").textContent(), /Sep 18, 2022 English kubernetes/);
    assert.equal(await first.locator(".title").getAttribute("lang"), "en");
    await context.close();
  },

  "sections of a page are results below it, with their own address": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("heron teapot");
    const section = box.sections.filter({hasText: "The heron"}).first();
    assert.match(await section.getAttribute("href"), /#the-heron$/);
    await section.click();
    await page.waitForURL("**/posts/running-around-the-lake-part-1/#the-heron");
    await context.close();
  },

  "a link carries the passage, so that the browser scrolls to it": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("升级之前");
    const link = box.results.first();
    const href = await link.getAttribute("href");
    assert.match(href, /\/#:~:text=/);
    const directive = decodeURIComponent(href.split(":~:text=")[1]);
    const snippet = await link.locator(".snippet").textContent();
    assert.doesNotMatch(directive, /·/, "what joins a heading to its text is not of the page");
    for (const piece of directive.split(/-,|,-|,/)) assert.ok(snippet.includes(piece.replaceAll("%2D", "-")), `${piece} stands in ${snippet}`);
    await link.click();
    await eventually(() => pathOf(page), pathOf({url: () => new URL(href, values.site).href}), "the page is opened");
    await context.close();
  },

  "passages can be left out": async (browser) => {
    const {box, context} = await openPage(browser, {box: {"text-fragments": "off"}});
    await box.search("升级之前");
    assert.doesNotMatch(await box.results.first().getAttribute("href"), /:~:/);
    await context.close();
  },

  "filters narrow the results and say how many they leave": async (browser) => {
    const {box, asked, context} = await openPage(browser);
    await box.search("kubernetes");
    const language = box.host.getByLabel("Language", {exact: true});
    const choice = await language.locator("option").allTextContents();
    assert.ok(choice.length > 2 && choice.slice(1).every((text) => /\(\d+\)$/.test(text)), `${choice} have counts`);
    const chinese = choice.find((text) => text.startsWith("中文"));
    await language.selectOption({label: chinese});
    await eventually(async () => (await box.results.locator(".facts").allTextContents()).every((facts) => facts.includes("中文")), true,
                     "only Chinese pages are left");
    assert.equal(asked.at(-1).searchParams.get("lang"), "zh");
    assert.deepEqual((await language.locator("option").allTextContents()).length, choice.length, "the other languages can still be chosen");
    await box.host.getByLabel("Tags", {exact: true}).selectOption({index: 1});
    await eventually(() => asked.at(-1).searchParams.has("tag"), true, "a tag narrows further");
    await language.selectOption("");
    await eventually(() => asked.at(-1).searchParams.has("lang"), false, "a filter is taken back");
    await context.close();
  },

  "years filter, too": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("kubernetes");
    const year = box.host.getByLabel("Year", {exact: true});
    const shown = (await year.locator("option").allTextContents()).slice(1).map((text) => Number(text.slice(0, 4)));
    assert.deepEqual(shown, [...shown].sort((a, b) => b - a), "the newest year comes first");
    await year.selectOption("2022");
    await eventually(async () => (await box.results.locator("time").allTextContents()).every((time) => time.endsWith("2022")), true,
                     "only pages of 2022 are left");
    await context.close();
  },

  "recent searches are kept on the device and can be cleared": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("heron");
    await box.results.first().click();
    await page.waitForURL("**/herons/**");
    await page.goBack();
    await box.open();
    assert.deepEqual(await box.options.allTextContents(), ["heron"]);
    await box.options.first().click();
    assert.equal(await box.input.inputValue(), "heron");
    await box.results.first().waitFor();
    await box.host.getByRole("button", {name: "Clear the search"}).click();
    await box.host.getByRole("button", {name: "Clear recent searches"}).click();
    assert.equal(await box.options.count(), 0);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
    assert.match(await box.message.textContent(), /What you can type/);
    await context.close();
  },

  "nothing is kept if the site's owner says so": async (browser) => {
    const {page, box, context} = await openPage(browser, {box: {recent: "off"}});
    await box.search("heron");
    await box.results.first().click();
    await page.waitForURL("**/herons/**");
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
    await context.close();
  },

  "a misspelling is searched as what was meant": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("clustr ");
    assert.deepEqual(await box.notes.allTextContents(), ["Showing results for cluster"]);
    assert.ok(await box.results.count() > 0);
    await context.close();
  },

  "did you mean: one click searches it": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.route("**/api/search?**", async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      await route.fulfill({response, json: {...answer, suggestion: answer.query === "heron" ? null : "heron"}});
    });
    await box.search("upgrade");
    await box.host.getByRole("button", {name: "Did you mean heron?"}).click();
    assert.equal(await box.input.inputValue(), "heron");
    await box.answered();
    assert.deepEqual(await box.notes.allTextContents(), []);
    await context.close();
  },

  "pages with some of the words are said to be so": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("kubernetes heron teapot ");
    assert.match((await box.notes.allTextContents()).join(), /No page has all of these words/);
    await context.close();
  },

  "what was not taken as typed is said": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("heron date:yesterday ");
    assert.match((await box.notes.allTextContents()).join(), /is no date/);
    await context.close();
  },

  "nothing found: what may help": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("heron");
    await box.host.getByLabel("Year", {exact: true}).selectOption({index: 1});
    await box.input.fill("xyzzyqq");
    await box.message.getByText("Nothing found for “xyzzyqq”").waitFor();
    assert.match(await box.message.textContent(), /Check the spelling/);
    await box.host.getByRole("button", {name: "Search without filters"}).click();
    await eventually(() => box.host.getByRole("button", {name: "Search without filters"}).count(), 0, "the filter is gone");
    await context.close();
  },

  "Enter shows all results, as the search page has them": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("kubernetes");
    assert.match(await box.options.last().textContent(), /Show all \d+ results/);
    await box.host.getByLabel("Language", {exact: true}).selectOption("zh");
    await box.input.press("Enter");
    await page.waitForURL("**/search?ui=en&q=kubernetes&lang=zh");
    assert.equal(await page.locator("#q").inputValue(), "kubernetes");
    await context.close();
  },

  "Enter opens the first hit where there is no page for all results, even before it is there": async (browser) => {
    const {page, box, context} = await openPage(browser, {box: {"results-page": "off"}});
    await page.route("**/api/search?**", (route) => setTimeout(() => route.continue().catch(() => {}), 300));
    await box.open();
    await box.input.pressSequentially("heron count");
    await box.input.press("Enter");
    await page.waitForURL("**/herons/");
    await context.close();
  },

  "a suggested page is opened, a suggested tag is searched": async (browser) => {
    const {page, box, asked, context} = await openPage(browser);
    await page.route("**/api/search?**", (route) => setTimeout(() => route.continue().catch(() => {}), 300));
    await box.open();
    await box.input.pressSequentially("kub");
    await box.suggestions.filter({hasText: /^kubectl$/}).click();
    assert.equal(await box.input.inputValue(), "kubectl");
    await box.answered();
    assert.equal(asked.at(-1).searchParams.get("typing"), null, "a whole query");
    await box.input.fill("kub");
    await box.suggestions.filter({hasText: /^Kubernetes$/}).click();
    await page.waitForURL("**/tags/kubernetes/");
    await context.close();
  },

  "what was asked before is answered at once and not asked again": async (browser) => {
    const {box, asked, context} = await openPage(browser);
    await box.search("heron");
    await box.input.press("Backspace");
    await box.answered();
    const before = questions(asked, "search");
    assert.ok(before.includes("hero"), "another text is another question");
    await box.input.press("n");
    await box.answered();
    assert.deepEqual(questions(asked, "search"), before, "the answer was kept");
    await context.close();
  },

  "requests are few while somebody types fast": async (browser) => {
    const {box, asked, context} = await openPage(browser);
    await box.open();
    await box.input.evaluate(async (input) => {  // 10 ms between two keys, which a driver outside the browser can't keep
      for (const letter of "kubernetes upgrade") {
        input.value += letter;
        input.dispatchEvent(new InputEvent("input"));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    await box.answered();
    assert.deepEqual(questions(asked, "search"), ["kubernetes upgrade"]);
    assert.ok(questions(asked, "suggest").length <= 5, `${questions(asked, "suggest")} were asked`);
    await context.close();
  },

  "a filter of the site's owner narrows everything": async (browser) => {
    const {page, box, asked, context} = await openPage(browser, {box: {filter: "lang=ko&section=notes"}});
    await box.search("기차");
    assert.ok(asked.every((url) => url.searchParams.get("lang") === "ko"));
    assert.ok(await box.results.count() > 0);
    await box.input.press("Enter");
    // The page with all results listed those of all languages.
    await page.waitForURL("**/search?ui=en&q=**&lang=ko&section=notes");
    await context.close();
  },

  "a router of the page may follow links itself": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.evaluate(() => document.addEventListener("sou-select", (event) => {
      event.preventDefault();
      window.selected = event.detail;
    }));
    await box.search("heron count");
    await box.results.first().click();
    assert.match(await page.evaluate(() => window.selected.url), /\/herons\//);
    assert.equal(await box.isOpen(), false);
    assert.equal(pathOf(page), "/");
    await context.close();
  }
};
