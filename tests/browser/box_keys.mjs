// SPDX-License-Identifier: GPL-3.0-or-later
//
// The box by keyboard alone, as https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ has it.
import assert from "node:assert/strict";

import {openPage} from "./box_page.mjs";

const focusedInBox = (page) => page.evaluate(() => {
  const inner = document.activeElement.shadowRoot?.activeElement;
  return inner ? inner.getAttribute("part") : document.activeElement.localName;
});

export const keys = {
  "Ctrl-K and / open it, but not while something else is typed": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.keyboard.press("Control+k");
    assert.ok(await box.isOpen());
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    assert.ok(await box.isOpen());
    assert.equal(await box.input.inputValue(), "", "the key itself is no text");
    await page.keyboard.press("Escape");
    await page.getByLabel("Name", {exact: true}).click();
    await page.keyboard.type("a/b");
    assert.equal(await box.isOpen(), false);
    assert.equal(await page.getByLabel("Name", {exact: true}).inputValue(), "a/b");
    await page.keyboard.press("Control+k");
    assert.ok(await box.isOpen(), "Ctrl-K works everywhere");
    await context.close();
  },

  "keys can be left to the page": async (browser) => {
    const {page, box, context} = await openPage(browser, {box: {hotkeys: "off"}});
    await page.keyboard.press("/");
    assert.equal(await box.isOpen(), false);
    assert.equal(await box.host.locator(".trigger kbd").count(), 0);
    await context.close();
  },

  "Escape closes, and the focus goes back to where it was": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.getByRole("button", {name: "After"}).focus();
    await page.keyboard.press("Control+k");
    assert.equal(await focusedInBox(page), "input");
    await page.keyboard.press("Escape");
    assert.equal(await box.isOpen(), false);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "After");
    await box.button.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    assert.equal(await focusedInBox(page), "button");
    await context.close();
  },

  "arrows move through options, the input keeps the focus": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("kubernetes");
    const count = await box.options.count();
    assert.equal(await box.input.getAttribute("aria-expanded"), "true");
    assert.equal(await box.active.count(), 0, "nothing is chosen for the reader");
    await page.keyboard.press("ArrowDown");
    assert.equal(await box.activeText(), await box.options.first().textContent());
    await page.keyboard.press("ArrowUp");
    assert.equal(await box.activeText(), null, "back in the input");
    await page.keyboard.press("ArrowUp");
    assert.equal(await box.activeText(), await box.options.last().textContent(), "around the end");
    await page.keyboard.press("ArrowDown");
    assert.equal(await box.activeText(), null);
    for (let i = 0; i < count; ++i) await page.keyboard.press("ArrowDown");
    assert.equal(await box.activeText(), await box.options.last().textContent());
    assert.ok(await box.active.evaluate((option) => {
      const list = option.closest(".body").getBoundingClientRect(), own = option.getBoundingClientRect();
      return own.top >= list.top && own.bottom <= list.bottom + 1;
    }), "the active option is in view");
    assert.equal(await focusedInBox(page), "input");
    await context.close();
  },

  "Home and End go to the ends of the list, or of the text": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("kubernetes");
    await page.keyboard.press("Home");
    assert.equal(await box.input.evaluate((input) => input.selectionStart), 0, "in the text");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    assert.equal(await box.activeText(), await box.options.last().textContent());
    await page.keyboard.press("Home");
    assert.equal(await box.activeText(), await box.options.first().textContent());
    await page.keyboard.press("ArrowRight");
    assert.equal(await box.activeText(), null, "the caret moves again");
    await context.close();
  },

  "Enter opens the active option": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("heron count");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/herons/**");
    await context.close();
  },

  "Ctrl-Enter opens it beside": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("heron count");
    await page.keyboard.press("ArrowDown");
    const [other] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Control+Enter")]);
    await other.waitForURL("**/herons/**");
    assert.ok(await box.isOpen(), "the reader goes on here");
    await context.close();
  },

  "Tab goes through input, buttons and filters, and stays in the dialog": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("kubernetes");
    const seen = [await focusedInBox(page)];
    for (let i = 0; i < 6; ++i) {
      await page.keyboard.press("Tab");
      seen.push(await focusedInBox(page));
    }
    assert.deepEqual(seen.slice(0, 6), ["input", "clear", "close", "filter", "filter", "filter"]);
    for (let i = 0; i < 12; ++i) {
      await page.keyboard.press("Tab");
      assert.notEqual(await focusedInBox(page), "a", "the page behind is not reached");
    }
    await context.close();
  },

  "the active option stays when the list grows": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await page.route("**/api/search?**", (route) => setTimeout(() => route.continue().catch(() => {}), 700));
    await box.open();
    await box.input.pressSequentially("kube");
    await box.suggestions.first().waitFor();
    await page.keyboard.press("ArrowDown");
    const before = await box.activeText();
    await box.results.first().waitFor();
    const after = await box.activeText();
    assert.ok(after === null || after === before, `${after} is not another one than ${before}`);
    await context.close();
  }
};
