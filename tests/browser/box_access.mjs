// SPDX-License-Identifier: GPL-3.0-or-later
//
// The box for everybody: each of its states looked at by axe, in light and dark, on a screen and on a phone, and kept as
// a picture in values.shots.
import assert from "node:assert/strict";
import path from "node:path";

import {values} from "./browser.mjs";
import {DESKTOP, findingsOfAxe, openPage, PHONE} from "./box_page.mjs";
import {eventually} from "./client_page.mjs";

// Brings an open box into a state. Some need a server in a bad temper.
const STATES = {
  closed: async () => {},
  tips: async ({box}) => box.open(),
  suggestions: async ({page, box}) => {
    await page.route("**/api/search?**", () => {});
    await box.open();
    await box.input.pressSequentially("kub");
    await box.suggestions.first().waitFor();
    await box.host.locator("[aria-busy]").waitFor();
  },
  results: async ({box}) => box.search("kubernetes 升级"),
  active: async ({page, box}) => {
    await box.search("クラスタ");
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowDown");
  },
  filtered: async ({page, box}) => {
    await box.search("kubernetes");
    await box.host.locator("select").first().selectOption("zh");
    await eventually(async () => (await box.results.locator(".facts").allTextContents()).every((facts) => facts.includes("中文")), true, "narrowed");
    await page.keyboard.press("Tab");
  },
  some: async ({box}) => box.search("kubernetes heron teapot "),
  nothing: async ({box}) => box.search("xyzzyqq"),
  failed: async ({page, box}) => {
    await page.route("**/api/**", (route) => route.abort("connectionrefused"));
    await box.open();
    await box.input.pressSequentially("heron");
    await box.message.locator(".strong").waitFor();
  },
  recent: async ({page, box}) => {
    await page.evaluate((search) => localStorage.setItem(`sou-recent ${search}/`, JSON.stringify(["云原生", "kubernetes 升级", "heron count"])), values.search);
    await box.open();
  }
};

const SOME = ["tips", "results", "nothing"];

const VIEWS = {
  "light": {...DESKTOP, lang: "en", states: Object.keys(STATES)},
  "dark": {...DESKTOP, lang: "zh-CN", dark: "1", states: Object.keys(STATES)},
  "phone light": {...PHONE, lang: "ja", states: ["closed", ...SOME, "filtered"]},
  "phone dark": {...PHONE, lang: "ko", dark: "1", states: [...SOME, "failed"]},
  "field": {...DESKTOP, lang: "zh-TW", box: {as: "field"}, states: SOME},
  "right to left": {...DESKTOP, lang: "ar", dir: "rtl", states: SOME}
};

async function look(browser, name, view) {
  for (const state of view.states) {
    const opened = await openPage(browser, {...view, quiet: true});
    if (view.box?.as === "field") opened.box.open = () => opened.box.input.click();
    await STATES[state](opened);
    await opened.page.screenshot({path: path.join(values.shots, `${name} ${state}.png`.replaceAll(" ", "-"))});
    assert.deepEqual(await findingsOfAxe(opened.page), [], `${name}, ${state}: axe finds nothing`);
    await opened.context.close();
  }
}

const views = Object.fromEntries(Object.entries(VIEWS).map(([name, view]) =>
  [`axe finds nothing in any state: ${name}`, (browser) => look(browser, name, view)]));

export const access = {
  ...views,

  "how many results there are is announced when the typing rests": async (browser) => {
    const {box, context} = await openPage(browser);
    await box.search("kubernetes");
    assert.equal(await box.status.textContent(), "", "not at once");
    await eventually(async () => /^(About )?\d+ results$/.test(await box.status.textContent()), true, "after a while");
    await box.input.fill("xyzzyqq");
    await eventually(() => box.status.textContent(), "Nothing found for “xyzzyqq”", "nothing is announced, too");
    await context.close();
  },

  "it fits a page at 400 %": async (browser) => {
    const {page, box, context} = await openPage(browser, {size: {width: 320, height: 256}});
    await box.search("kubernetes");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is cut at the side");
    const wide = await box.host.locator("dialog *:not(.unseen)").evaluateAll((all) =>
      all.filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80)));
    assert.deepEqual(wide, []);
    for (let i = 0; i < 4; ++i) await page.keyboard.press("ArrowDown");
    assert.ok(await box.active.evaluate((option) => {
      const {top, bottom} = option.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    }), "the active option is in view");
    await page.screenshot({path: path.join(values.shots, "zoomed.png")});
    await context.close();
  },

  "what is touched is large enough": async (browser) => {
    const {box, context} = await openPage(browser, {...PHONE, lang: "zh-CN"});
    await box.search("kubernetes");
    const small = await box.host.locator("dialog :is(button, select, input, [role=option])").evaluateAll((all) =>
      all.filter((each) => each.getClientRects().length > 0 && (each.offsetHeight < 38 || each.offsetWidth < 38))
        .map((each) => `${each.outerHTML.slice(0, 80)}: ${each.offsetWidth} × ${each.offsetHeight}`));
    assert.deepEqual(small, []);
    await context.close();
  },

  "the focus can be seen": async (browser) => {
    const {page, box, context} = await openPage(browser);
    const outlined = () => box.host.evaluate((host) => {
      const {outlineStyle, outlineWidth} = getComputedStyle(host.shadowRoot.activeElement);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.ok(await outlined(), "the button has an outline of two pixels or more");
    await box.search("kubernetes");
    for (let i = 0; i < 5; ++i) {
      await page.keyboard.press("Tab");
      assert.ok(await outlined(), `${i + 1} steps into the dialog, too`);
    }
    await context.close();
  },

  "nothing moves for those who asked for that": async (browser) => {
    const moving = async (motion) => {
      const {box, context} = await openPage(browser, {motion});
      await box.open();
      const name = await box.host.locator("dialog").evaluate((dialog) => getComputedStyle(dialog).animationName);
      await context.close();
      return name;
    };
    assert.equal(await moving("reduce"), "none");
    assert.equal(await moving("no-preference"), "rise");
  }
};
