// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the search box costs in a browser: the time from a key press to suggestions on the screen, the time to run its script,
// its size. A program, no test: box_speed.py runs it and compares with what was promised.
import zlib from "node:zlib";

import {launch, values} from "./browser.mjs";
import {openPage} from "./box_page.mjs";
import {startSite} from "./host_site.mjs";

const TEXTS = ["kubernetes", "upgrade", "search", "heron", "docker", "git rebase", "green tea", "running"];
const TYPING_MS = 150;  // between two keys: a fast typist
const LOADS = 15;

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)];

// Milliseconds from each key that brought suggestions to the frame that shows them.
async function keyTimes(browser) {
  const {page, box, context} = await openPage(browser, {box: {recent: "off"}});
  await box.open();
  await page.evaluate(watchKeys);
  for (const text of TEXTS) {
    await box.input.pressSequentially(text, {delay: TYPING_MS});
    await page.waitForTimeout(300);
    await box.input.fill("");
  }
  const times = await page.evaluate(() => window.keyTimes);
  await context.close();
  return times;
}

function watchKeys() {
  const root = document.querySelector("sou-search").shadowRoot;
  window.keyTimes = [];
  let pressed = 0;
  root.querySelector("[role=combobox]").addEventListener("beforeinput", (event) => {
    pressed = event.inputType === "insertText" ? event.timeStamp : 0;
  });
  new MutationObserver(() => {
    if (!pressed || !root.querySelector("[part~=suggestion] mark, .result")) return;
    const begin = pressed;
    pressed = 0;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();  // after the frame is painted
      channel.port1.onmessage = () => window.keyTimes.push(performance.now() - begin);
      channel.port2.postMessage(0);
    });
  }).observe(root.querySelector("[role=listbox]"), {childList: true});
}

// Milliseconds of the main thread to compile and run sou.js, as Chromium's own trace has them.
async function scriptTimes(browser) {
  const times = [];
  for (let i = 0; i < LOADS; ++i) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await browser.startTracing(page, {categories: ["devtools.timeline", "v8", "disabled-by-default-v8.compile"]});
    await page.goto(values.site);
    await page.waitForFunction(() => customElements.get("sou-search"));
    const {traceEvents} = JSON.parse(await browser.stopTracing());
    const own = traceEvents.filter(({name, ph}) => ph === "X" && ["v8.compileModule", "v8.evaluateModule"].includes(name));
    times.push(own.reduce((sum, {tdur}) => sum + tdur / 1000, 0));
    await context.close();
  }
  return times;
}

const site = await startSite(values.search);
values.site = site.address;
const browser = await launch();
const keys = await keyTimes(browser);
const scripts = await scriptTimes(browser);
await browser.close();
site.stop();
const script = await (await fetch(`${values.search}/sou.js`)).text();
console.log(JSON.stringify({
  keys: keys.length, key_p50: percentile(keys, 0.5), key_p95: percentile(keys, 0.95), script_p50: percentile(scripts, 0.5),
  script_max: Math.max(...scripts), bytes: Buffer.byteLength(script), gzip: zlib.gzipSync(script, {level: 6}).length
}));
process.exit(0);
