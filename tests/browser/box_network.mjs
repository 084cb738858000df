// SPDX-License-Identifier: GPL-3.0-or-later
//
// Slow and failing networks.
import assert from "node:assert/strict";

import {openPage, questions} from "./box_page.mjs";
import {eventually} from "./client_page.mjs";

const slowly = (ms) => (route) => setTimeout(() => route.continue().catch(() => {}), ms);
const CORS = {"access-control-allow-origin": "*", "access-control-expose-headers": "Retry-After"};

export const network = {
  "an answer that comes late is never shown, its request given up": async (browser) => {
    const {page, box, context} = await openPage(browser);
    const failed = [];
    page.on("requestfailed", (request) => failed.push(request.failure().errorText));
    await page.route("**/api/search?**", (route) => (route.request().url().includes("q=heron") ? slowly(1500)(route) : route.continue()));
    await box.open();
    await box.input.pressSequentially("heron");
    await page.waitForRequest((request) => request.url().includes("api/search?q=heron"));
    await box.input.fill("kubernetes");
    await box.answered();
    const titles = await box.titles();
    await page.waitForTimeout(1600);
    assert.deepEqual(await box.titles(), titles);
    assert.ok(failed.includes("net::ERR_ABORTED"), "the request was aborted");
    await context.close();
  },

  "the old results stay until the new ones are there": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("heron");
    await page.route("**/api/search?**", slowly(800));
    await box.input.fill("kubernetes");
    await page.waitForTimeout(450);
    assert.ok(await box.results.count() > 0, "something is still there");
    assert.equal(await box.host.locator(".body").getAttribute("aria-busy"), "true", "and that it takes time is shown");
    await box.answered();
    await context.close();
  },

  "offline: said, and asked again when the connection is back": async (browser) => {
    const {page, box, context} = await openPage(browser, {quiet: true});
    await box.open();
    await context.setOffline(true);
    await box.input.pressSequentially("heron");
    await box.message.getByText("You are offline").waitFor();
    await box.host.getByRole("button", {name: "Try again"}).waitFor();
    await context.setOffline(false);
    await box.results.first().waitFor();
    assert.equal(await box.message.isVisible(), false);
    await context.close();
  },

  "a server that is away: an error and a retry": async (browser) => {
    const {page, box, context} = await openPage(browser, {quiet: true});
    await page.route("**/api/**", (route) => route.abort("connectionrefused"));
    await box.open();
    await box.input.pressSequentially("heron");
    await box.message.getByText("This search did not work").waitFor();
    await page.unroute("**/api/**");
    await box.host.getByRole("button", {name: "Try again"}).click();
    await box.results.first().waitFor();
    assert.equal(await box.input.evaluate((input) => input.getRootNode().activeElement === input), true, "the focus is in the input");
    await context.close();
  },

  "an answer that is no JSON is an error": async (browser) => {
    const {page, box, context} = await openPage(browser, {quiet: true});
    await page.route("**/api/search?**", (route) => route.fulfill({status: 200, headers: CORS, body: "<html>proxy"}));
    await box.open();
    await box.input.pressSequentially("heron");
    await box.message.getByText("This search did not work").waitFor();
    await context.close();
  },

  "throttled: said, and asked again after the time that the server says": async (browser) => {
    const {page, box, asked, context} = await openPage(browser, {quiet: true});
    let count = 0;
    await page.route("**/api/search?**", (route) => (++count === 1 ? route.fulfill({status: 429, headers: {...CORS, "retry-after": "1"}, body: "{}"})
                                                                  : route.continue()));
    await box.open();
    await box.input.pressSequentially("heron");
    await box.message.getByText("Many are searching").waitFor();
    await page.waitForTimeout(300);
    assert.equal(questions(asked, "search").length, 1, "not before");
    await box.results.first().waitFor();
    await context.close();
  },

  "who leaves asks nothing more": async (browser) => {
    const {page, box, asked, context} = await openPage(browser);
    await box.open();
    await box.input.pressSequentially("her");
    await page.keyboard.press("Escape");
    const before = questions(asked, "search").length;
    await page.waitForTimeout(400);
    assert.equal(questions(asked, "search").length, before);
    await context.close();
  },

  "a box that is taken out of the page and put back works": async (browser) => {
    const {page, box, context} = await openPage(browser);
    await box.search("heron");
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      const host = document.querySelector("sou-search"), parent = host.parentElement;
      host.remove();
      parent.append(host);
    });
    await box.search("kubernetes");
    await eventually(() => box.results.count().then((count) => count > 0), true, "it searches");
    await context.close();
  }
};
