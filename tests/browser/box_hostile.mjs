// SPDX-License-Identifier: GPL-3.0-or-later
//
// Payloads of attackers in the box: typed, and in the titles, tags and texts of a hostile site. The page's own policy is
// put out of force, so that the box alone has to hold.
import assert from "node:assert/strict";

import {values, watch} from "./browser.mjs";
import {eventually} from "./client_page.mjs";

const WORDS_AT_ONCE = 6;

async function openUnguarded(browser) {
  const context = await browser.newContext({bypassCSP: true, locale: "en-US"});
  const complaints = watch(context, [values.site, values.search, values.hostile], {quiet: true});
  const page = await context.newPage();
  await page.goto(`${values.site}/?${new URLSearchParams({box: JSON.stringify({endpoint: values.hostile})})}`);
  await page.evaluate(() => document.querySelector("sou-search").open());
  return {context, page, complaints};
}

// What is in the shadow root that no text of others may put there.
const findings = (page) => page.evaluate(() => {
  const root = document.querySelector("sou-search").shadowRoot;
  const known = /^(DIV|SPAN|BDI|MARK|CODE|A|P|UL|LI|DL|DT|DD|TIME|BUTTON|FORM|INPUT|LABEL|SELECT|OPTION|DIALOG|KBD|svg|path)$/;
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (!known.test(element.tagName)) found.push(`an element ${element.outerHTML.slice(0, 120)}`);
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(`${name}=${value}`);
      if (name === "href" && !/^https?:$/.test(new URL(value, location).protocol)) found.push(`a link to ${value}`);
      if (name === "href" && ![location.host, new URL(document.querySelector("sou-search").getAttribute("endpoint")).host].includes(new URL(value, location).host) &&
          !/^https?:\/\//.test(value)) found.push(`a link to another host: ${value}`);
    }
  }
  return found;
});

export const hostile = {
  "payloads that are typed are text": async (browser) => {
    const {context, page, complaints} = await openUnguarded(browser);
    await page.locator("sou-search input").evaluate(async (input, texts) => {
      for (const text of texts) {
        input.value = text;
        input.dispatchEvent(new InputEvent("input"));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }, values.payloads.map(({text}) => text.replace(/[\r\n]/g, "")));
    const last = values.payloads.at(-1).text;
    await eventually(() => page.evaluate(() => document.querySelector("sou-search").shadowRoot.querySelector("[aria-busy]") === null), true, `${last} is answered`);
    assert.deepEqual([...(await findings(page)), ...complaints], []);
    await context.close();
  },

  "payloads of pages are text": async (browser) => {
    const {context, page, complaints} = await openUnguarded(browser);
    let count = 0;
    for (let i = 0; i < values.payloads.length; i += WORDS_AT_ONCE) {
      const text = values.payloads.slice(i, i + WORDS_AT_ONCE).map(({word}) => word).join(" OR ");
      const answered = page.waitForResponse((response) => response.url().includes("/api/search"));
      await page.evaluate((query) => document.querySelector("sou-search").open(query), text);
      await answered;
      await eventually(() => page.evaluate(() => document.querySelector("sou-search").shadowRoot.querySelector(".result, .message .strong") !== null), true,
                       `${text} is answered`);
      assert.deepEqual([...(await findings(page)), ...complaints], [], text);
      count += await page.locator("sou-search .result").count();
    }
    assert.ok(count >= values.payloads.length, `only ${count} hits were shown`);
    await context.close();
  }
};
