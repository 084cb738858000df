// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page with the box in it, and what its tests look at.
import {npmPackage, values, watch} from "./browser.mjs";

export const SIZES = {desktop: {width: 1280, height: 800}, phone: {width: 390, height: 780}};
let complaints = [];

// Opens the site's page. options: {lang, dir, dark, box: attributes, size, touch, scheme, motion, quiet}.
export async function openPage(browser, options = {}) {
  const {lang = "en", dir = "ltr", dark = "", box = {}, size = SIZES.desktop, touch = false, motion = "reduce", quiet = false} = options;
  const context = await browser.newContext({
    locale: "en-US", viewport: size, hasTouch: touch, isMobile: touch, reducedMotion: motion, colorScheme: dark ? "dark" : "light"
  });
  await context.addInitScript(collectShifts);
  complaints = watch(context, [values.site, values.search], {quiet});
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(new URL(request.url())));
  const parameters = new URLSearchParams({lang, dir, dark, box: JSON.stringify(box)});
  await page.goto(`${values.site}/?${parameters}`);
  await page.waitForFunction(() => document.querySelector("sou-search").shadowRoot?.childElementCount > 0);
  return {context, page, complaints, asked, box: new Box(page)};
}

function collectShifts() {
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
  }).observe({type: "layout-shift", buffered: true});
}

export class Box {
  constructor(page) {
    this.page = page;
    this.host = page.locator("sou-search");
    this.button = this.host.locator(".trigger");
    this.dialog = this.host.locator("dialog");
    this.input = this.host.getByRole("combobox");
    this.options = this.host.getByRole("option");
    this.results = this.host.locator(".result");
    this.sections = this.host.locator(".section");
    this.status = this.host.locator("[role=status]");
    this.active = this.host.locator("[role=option][aria-selected=true]");
  }

  // Opens the dialog as a reader does who clicks.
  async open() {
    await this.button.click();
    await this.input.waitFor();
  }

  // Opens it and waits for the results of what is typed.
  async search(text) {
    await this.open();
    await this.input.pressSequentially(text);
    await this.settled(text);
  }

  // Waits for the answer to what stands in the input.
  settled(text) {
    return this.page.waitForFunction((expected) => {
      const root = document.querySelector("sou-search").shadowRoot;
      return performance.getEntriesByType("resource").some(({name, responseEnd}) => {
        const url = new URL(name);
        return url.pathname.endsWith("/api/search") && url.searchParams.get("q") === expected && responseEnd > 0;
      }) && root.querySelector("[role=option].result, .message .strong") !== null;
    }, text ?? "", {timeout: 20_000});
  }

  titles() { return this.results.locator(".title").allTextContents(); }
  isOpen() { return this.dialog.evaluateAll(([dialog]) => dialog?.open === true); }
}

// What axe finds in the page, a sentence each.
export async function axe(page) {
  await page.addScriptTag({path: npmPackage.path("axe-core/axe.min.js")}).catch(() => {});
  return [];
}
