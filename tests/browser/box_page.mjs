// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page of a site with the search box in it, and what its tests look at.
import fs from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";

import {values, watch} from "./browser.mjs";

const AXE = fs.readFileSync(createRequire(path.join(process.env.SOU_NPM, "package.json")).resolve("axe-core/axe.min.js"), "utf8");
const DEADLINE_MS = 20_000;

export const DESKTOP = {size: {width: 1280, height: 800}, touch: false};
export const PHONE = {size: {width: 390, height: 780}, touch: true};

// Opens the site's page in a context of its own. options: {lang, dir, dark, box: attributes, size, touch, motion, quiet}.
// asked: the addresses of all questions to the API, in order.
export async function openPage(browser, options = {}) {
  const {lang = "en", dir = "ltr", dark = "", box = {}, size, touch, motion = "reduce", quiet = false} = {...DESKTOP, ...options};
  const context = await browser.newContext({locale: "en-US", viewport: size, hasTouch: touch, isMobile: touch, reducedMotion: motion});
  context.setDefaultTimeout(DEADLINE_MS);
  await context.addInitScript(collectShifts);
  const complaints = watch(context, [values.site, values.search, values.hostile], {quiet});
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(new URL(request.url())));
  await page.goto(`${values.site}/?${new URLSearchParams({lang, dir, dark, box: JSON.stringify(box)})}`);
  await page.waitForFunction(() => document.querySelector("sou-search").shadowRoot?.childElementCount > 0);
  return {context, page, complaints, asked, box: new Box(page)};
}

// Of the page itself: what the box does inside is its own matter.
function collectShifts() {
  window.shifts = 0;
  const ofPage = ({node}) => node?.getRootNode() === document && node.localName !== "sou-search";
  const add = (list) => list.getEntries().forEach((entry) => { window.shifts += entry.sources.some(ofPage) ? entry.value : 0; });
  new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
}

export class Box {
  constructor(page) {
    this.page = page;
    this.host = page.locator("sou-search").first();
    this.button = this.host.locator(".trigger");
    this.input = this.host.getByRole("combobox", {includeHidden: false}).first();
    this.options = this.host.locator("[role=option]");
    this.results = this.host.locator(".result");
    this.sections = this.host.locator(".section");
    this.suggestions = this.host.locator(".line[part~=suggestion]");
    this.notes = this.host.locator(".note");
    this.message = this.host.locator(".message");
    this.status = this.host.locator("[role=status]");
    this.active = this.host.locator("[aria-selected=true]");
  }

  async open() {
    await this.button.click();
    await this.input.waitFor();
  }

  // Opens the box, types, and waits until the list is about what was typed.
  async search(text) {
    await this.open();
    await this.input.pressSequentially(text, {delay: 5});
    await this.answered();
  }

  // Waits until what is shown is the answer to what was typed.
  async answered() {
    await this.page.waitForFunction(() => {
      const root = document.querySelector("sou-search").shadowRoot;
      return !root.querySelector("[aria-busy]") && root.querySelector(".result, .message .strong") !== null;
    });
  }

  titles() { return this.results.locator(".title").allTextContents(); }
  isOpen() { return this.host.evaluate((host) => host.shadowRoot.querySelector("dialog")?.open === true); }
  // The text of the option that aria-activedescendant names.
  activeText() {
    return this.host.evaluate((host) => {
      const root = host.shadowRoot;
      const id = root.querySelector("[role=combobox]").getAttribute("aria-activedescendant");
      return id && root.getElementById(id).textContent;
    });
  }
}

// What axe finds, a line each.
export async function findingsOfAxe(page) {
  await page.evaluate(AXE);
  const {violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
  return violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`));
}

// The questions of one kind: "search" or "suggest".
export const questions = (asked, kind) => asked.filter((url) => url.pathname.endsWith(`/api/${kind}`)).map((url) => url.searchParams.get("q"));
