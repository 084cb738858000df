// SPDX-License-Identifier: GPL-3.0-or-later
//
// The box as a guest of a site: what it costs, how it fits in.
import assert from "node:assert/strict";
import zlib from "node:zlib";

import {values} from "./browser.mjs";
import {openPage} from "./box_page.mjs";
import {eventually} from "./client_page.mjs";

const MOST_BYTES = 20_000;

const LABELS = {
  "en-GB": "Search this site", "zh": "搜索本站", "zh-Hans-CN": "搜索本站", "zh-TW": "搜尋本站", "zh-HK": "搜尋本站", "ja-JP": "サイト内を検索",
  "ko": "사이트 검색", "fr": "Search this site"
};

export const host = {
  "its script is small": async () => {
    const script = await (await fetch(`${values.search}/sou.js`)).text();
    const bytes = zlib.gzipSync(script, {level: 6}).length;
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes compressed`);
  },

  "nothing is asked and nothing moves before somebody searches": async (browser) => {
    const {page, box, complaints, context} = await openPage(browser);
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.mouse.move(100, 300);
    await page.getByLabel("Name", {exact: true}).fill("a name");
    await page.waitForTimeout(400);
    assert.deepEqual(requests, []);
    assert.equal(await page.evaluate(() => window.shifts), 0, "layout shift of the page");
    const place = () => page.evaluate(() => [scrollY, document.documentElement.clientWidth]);
    await page.evaluate(() => document.activeElement.blur());  // a browser scrolls to what gets its focus back
    const before = await place();
    await page.keyboard.press("Control+k");
    await box.input.pressSequentially("heron");
    await box.answered();
    await page.mouse.move(5, 400);
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(200);
    await page.keyboard.press("Escape");
    assert.deepEqual(await place(), before, "the page behind stays where it is");
    assert.equal(await page.evaluate(() => window.shifts), 0, "nor does opening it move anything");
    assert.deepEqual(complaints, []);
    await context.close();
  },

  "it speaks the page's language": async (browser) => {
    const {page, box, context} = await openPage(browser);
    for (const [lang, label] of Object.entries(LABELS)) {
      await page.evaluate((tag) => {
        const host = document.querySelector("sou-search"), parent = host.parentElement;
        document.documentElement.lang = tag;
        host.remove();
        parent.append(host);
      }, lang);
      assert.equal(await box.button.getAttribute("aria-label"), label, lang);
    }
    await context.close();
  },

  "its language and texts can be set": async (browser) => {
    const {box, context} = await openPage(browser, {box: {lang: "ja", strings: "{\"query_label\": \"記事をさがす\"}"}});
    assert.equal(await box.button.getAttribute("aria-label"), "記事をさがす");
    assert.equal(await box.button.locator(".label").textContent(), "検索");
    await context.close();
  },

  "it takes the page's font and follows its light and dark": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.open();
    const dialog = box.host.locator("dialog");
    const looks = () => dialog.evaluate((element) => {
      const style = getComputedStyle(element);
      return {font: style.fontFamily, dark: element.classList.contains("dark")};
    });
    assert.deepEqual(await looks(), {font: "Georgia, serif", dark: false});
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.documentElement.classList.add("dark"));
    await box.open();
    assert.equal((await looks()).dark, true, "a theme that is switched by a class");
    await page.keyboard.press("Escape");
    await box.host.evaluate((element) => element.setAttribute("theme", "light"));
    await box.open();
    assert.equal((await looks()).dark, false, "the owner decides");
    await context.close();
  },

  "its measures do not hang on the page's": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("html { font-size: 62.5% } * { line-height: 3; letter-spacing: 2px } header { white-space: nowrap; word-break: keep-all } a, span, button { color: red; text-transform: uppercase }");
      document.adoptedStyleSheets = [sheet];
    });
    await box.search("heron");
    const style = await box.results.first().locator(".snippet").evaluate((element) => {
      const {fontSize, letterSpacing, textTransform, whiteSpace, wordBreak} = getComputedStyle(element);
      return {fontSize, letterSpacing, textTransform, whiteSpace, wordBreak};
    });
    assert.deepEqual(style, {fontSize: "15px", letterSpacing: "normal", textTransform: "none", whiteSpace: "normal", wordBreak: "normal"});
    await context.close();
  },

  "colours and parts can be set by the page": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("sou-search { --sou-accent: rgb(1, 2, 3) } sou-search::part(snippet) { font-style: italic }");
      document.adoptedStyleSheets = [sheet];
    });
    await box.search("heron");
    assert.equal(await box.results.first().locator(".title").evaluate((title) => getComputedStyle(title).color), "rgb(1, 2, 3)");
    assert.equal(await box.results.first().locator(".snippet").evaluate((snippet) => getComputedStyle(snippet).fontStyle), "italic");
    await context.close();
  },

  "a field in the page drops its list below, and Escape folds it": async (browser) => {
    const {page, box, context} = await openPage(browser, {box: {as: "field"}});
    const drop = box.host.locator(".drop");
    assert.equal(await drop.isVisible(), false);
    await box.input.click();
    await box.input.pressSequentially("heron");
    await box.results.first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await drop.isVisible(), false);
    assert.equal(await box.input.inputValue(), "heron", "the first Escape only folds");
    await page.keyboard.press("Escape");
    assert.equal(await box.input.inputValue(), "");
    await page.keyboard.press("/");
    await box.input.pressSequentially("kub");
    await drop.waitFor();
    await page.getByLabel("Name", {exact: true}).click();
    assert.equal(await drop.isVisible(), false, "who goes elsewhere folds it, too");
    await context.close();
  },

  "an icon alone has a name": async (browser) => {
    const {box, context} = await openPage(browser, {box: {as: "icon"}});
    assert.equal(await box.button.textContent(), "");
    assert.equal(await box.button.getAttribute("aria-label"), "Search this site");
    await context.close();
  },

  "a press outside closes, one that began inside does not": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.open();
    await box.input.fill("heron");
    const {x, y} = await box.input.boundingBox();
    await page.mouse.move(x + 20, y + 10);
    await page.mouse.down();
    await page.mouse.move(5, 400);
    await page.mouse.up();
    assert.ok(await box.isOpen(), "text was selected");
    await page.mouse.click(5, 400);
    assert.equal(await box.isOpen(), false);
    await context.close();
  },

  "scripts of the page can open it with a query": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.evaluate(() => document.querySelector("sou-search").open("heron"));
    await box.results.first().waitFor();
    await page.evaluate(() => document.querySelector("sou-search").close());
    await eventually(() => box.isOpen(), false, "and close it");
    await context.close();
  }
};
