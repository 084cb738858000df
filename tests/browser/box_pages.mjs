// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages that sou-serve renders itself: the search page with and without JavaScript, and the demo of the site.
import assert from "node:assert/strict";
import path from "node:path";

import {findingsOfAxe, PHONE} from "./box_page.mjs";
import {values, watch} from "./browser.mjs";
import {eventually} from "./client_page.mjs";

async function openAddress(browser, address, options = {}) {
  const context = await browser.newContext({locale: "en-US", viewport: {width: 1100, height: 800}, reducedMotion: "reduce", ...options});
  const complaints = watch(context, [values.search, values.demo]);
  await context.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; })).observe({type: "layout-shift", buffered: true});
  });
  const page = await context.newPage();
  await page.goto(address);
  return {context, page, complaints};
}

const boxOf = (page) => page.locator("sou-search input[role=combobox]");
const shot = (page, name) => page.screenshot({path: path.join(values.shots, `page ${name}.png`.replaceAll(" ", "-"))});

export const pages = {
  "without JavaScript: a form, results with marks, filters and paging": async (browser) => {
    const {context, page, complaints} = await openAddress(browser, values.search, {javaScriptEnabled: false});
    await page.getByRole("searchbox").fill("kubernetes");
    await page.getByRole("button", {name: "Search"}).click();
    assert.equal(new URL(page.url()).searchParams.get("q"), "kubernetes");
    assert.ok(await page.locator("article mark").count() > 0);
    const filter = page.locator(".facets a", {hasText: "中文"});
    const count = Number(await filter.locator(".number").textContent());
    await filter.click();
    assert.match(await page.locator("h1.count").textContent(), new RegExp(`^${count} results?$`));
    await page.getByRole("link", {name: "Remove filter 中文"}).click();
    await page.goto(`${values.search}/search`);
    await page.getByRole("link", {name: "Next"}).click();
    assert.match(await page.locator(".paging [aria-current]").textContent(), /Page 2/);
    assert.deepEqual(complaints, []);
    await context.close();
  },

  "axe finds nothing, light and dark, wide and narrow": async (browser) => {
    for (const [name, options] of Object.entries({light: {}, dark: {colorScheme: "dark"}, phone: {viewport: PHONE.size, colorScheme: "dark"}})) {
      for (const [state, target] of Object.entries({home: "/", results: "/search?q=kubernetes+升级&lang=zh", nothing: "/search?q=xyzzyqq"})) {
        const {context, page} = await openAddress(browser, values.search + target, options);
        await boxOf(page).waitFor();
        await shot(page, `${state} ${name}`);
        assert.deepEqual(await findingsOfAxe(page), [], `${state}, ${name}`);
        await context.close();
      }
    }
  },

  "with it, the box takes the form's place and text, and nothing moves": async (browser) => {
    const {context, page, complaints} = await openAddress(browser, `${values.search}/search?q=kubernetes&lang=zh&ui=en`);
    await boxOf(page).waitFor();
    assert.equal(await boxOf(page).inputValue(), "kubernetes");
    assert.equal(await page.locator("#q").isVisible(), false);
    assert.ok(await page.evaluate(() => window.shifts) < 0.001, "layout shift");
    await boxOf(page).click();
    await boxOf(page).press("End");
    await boxOf(page).pressSequentially(" 升级");
    await page.locator("sou-search .result").first().waitFor();
    await eventually(async () => (await page.locator("sou-search .facts").allTextContents()).every((facts) => facts.includes("中文")), true,
                     "what narrows the page narrows the box");
    await boxOf(page).press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q") === "kubernetes 升级");
    assert.equal(new URL(page.url()).searchParams.get("lang"), "zh");
    assert.deepEqual(complaints, []);
    await context.close();
  },

  "the home page lets one type at once": async (browser) => {
    const {context, page} = await openAddress(browser, values.search);
    await boxOf(page).waitFor();
    await page.keyboard.type("heron");
    await page.locator("sou-search .result").first().waitFor();
    await shot(page, "typed");
    await context.close();
  },

  "browsers find the description of the search": async (browser) => {
    const {context, page} = await openAddress(browser, values.search);
    const href = await page.locator("link[rel=search]").evaluate((link) => link.href);
    const description = await (await fetch(href)).text();
    assert.match(description, /template="http:\/\/127\.0\.0\.1:\d+\/search\?q=\{searchTerms\}"/);
    await context.close();
  },

  "the demo: a result leads to its page, the passage in view": async (browser) => {
    const {context, page, complaints} = await openAddress(browser, values.demo);
    await page.locator("sou-search .trigger").click();
    await boxOf(page).pressSequentially("kubelet feature gate");
    await page.locator("sou-search .result").first().waitFor();
    await shot(page, "demo box");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await boxOf(page).fill("upgrade containerd");
    const section = page.locator("sou-search .section").first();
    await section.waitFor();
    const title = await section.locator(".title").textContent();
    await section.click();
    await page.waitForURL(/#/);
    const heading = page.locator("main :is(h2, h3, h4)", {hasText: title}).first();
    assert.ok(await heading.evaluate((element) => {
      const {top} = element.getBoundingClientRect();
      return top >= -1 && top < innerHeight;
    }), `${title} is in view`);
    await shot(page, "demo page");
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.deepEqual(complaints, []);
    await context.close();
  },

  "the demo: the browser scrolls to the passage of a result and marks it": async (browser) => {
    const {context, page} = await openAddress(browser, values.demo, {viewport: {width: 900, height: 300}});
    await page.keyboard.press("Control+k");
    await boxOf(page).pressSequentially("退避");
    const result = page.locator("sou-search .result").first();
    await result.waitFor();
    assert.match(await result.getAttribute("href"), /#:~:text=/);
    await result.click();
    await page.waitForURL((url) => url.pathname !== "/");
    await eventually(() => page.evaluate(() => scrollY > 0), true, "the page is scrolled to the passage");
    await context.close();
  }
};
