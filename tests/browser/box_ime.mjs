// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input methods, as Chromium itself drives them: nothing is sent of what is still composed.
import assert from "node:assert/strict";

import {openPage, questions} from "./box_page.mjs";

const compose = (session, text) => session.send("Input.imeSetComposition", {text, selectionStart: text.length, selectionEnd: text.length});
const rest = (page, ms) => page.waitForTimeout(ms);

async function opened(browser, lang) {
  const opened = await openPage(browser, {lang});
  await opened.box.open();
  return {...opened, session: await opened.context.newCDPSession(opened.page)};
}

export const inputMethods = {
  "pinyin is not sent, the Chinese is, at once": async (browser) => {
    const {page, box, asked, session, context} = await opened(browser, "zh-CN");
    for (const text of ["s", "sh", "sheng", "sheng'ji"]) {
      await compose(session, text);
      await rest(page, 60);
    }
    await rest(page, 400);
    assert.deepEqual(asked.map(String), [], "nothing is asked while it is composed");
    await page.evaluate(() => document.addEventListener("compositionend", () => { window.composed = performance.now(); }, true));
    await session.send("Input.insertText", {text: "升级"});
    await box.answered();
    const waited = await page.evaluate(() => {
      const asked = performance.getEntriesByType("resource").find(({name}) => name.includes("/api/search"));
      return asked.startTime - window.composed;
    });
    assert.ok(waited < 50, `the text is not held back: ${waited} ms`);
    assert.deepEqual(questions(asked, "search"), ["升级"]);
    assert.deepEqual(questions(asked, "suggest"), ["升级"]);
    await context.close();
  },

  "kana is not sent before it is converted": async (browser) => {
    const {page, box, asked, session, context} = await opened(browser, "ja");
    for (const text of ["k", "け", "けn", "けんさく", "検索"]) await compose(session, text);
    await rest(page, 400);
    assert.deepEqual(asked.map(String), []);
    await session.send("Input.insertText", {text: "検索"});
    await box.answered();
    assert.deepEqual(questions(asked, "search"), ["検索"]);
    await context.close();
  },

  "what is composed behind a text does not send the text again": async (browser) => {
    const {page, box, asked, session, context} = await opened(browser, "zh-CN");
    await box.input.pressSequentially("kubernetes ");
    await box.answered();
    const before = asked.length;
    await compose(session, "sh");
    await compose(session, "shengji");
    await rest(page, 400);
    assert.equal(asked.length, before);
    await session.send("Input.insertText", {text: "升级"});
    await box.answered();
    await context.close();
  },

  "a pause in typing that a composition follows sends nothing": async (browser) => {
    const {page, box, asked, context} = await opened(browser, "zh-CN");
    await box.input.evaluate((input) => {  // sooner than a driver outside the browser can
      input.value = "k";
      input.dispatchEvent(new InputEvent("input"));
      input.dispatchEvent(new CompositionEvent("compositionstart"));
    });
    await rest(page, 400);
    assert.deepEqual(questions(asked, "search"), [], "the question that waited was held back");
    await context.close();
  },

  "Hangul syllables are composed one by one, and the last is sent when it rests": async (browser) => {
    const {page, box, asked, session, context} = await opened(browser, "ko");
    for (const text of ["ㄱ", "기"]) await compose(session, text);
    await rest(page, 200);
    assert.deepEqual(asked.map(String), [], "nothing is asked while it is composed");
    await session.send("Input.insertText", {text: "기"});
    await compose(session, "ㅊ");
    await compose(session, "차");
    await rest(page, 300);
    assert.ok(!questions(asked, "search").includes("기차"));
    await box.answered();
    assert.equal(questions(asked, "search").at(-1), "기차");
    await context.close();
  },

  "keys of the input method are its own": async (browser) => {
    const {page, box, session, context} = await opened(browser, "ja");
    await box.input.pressSequentially("検索");
    await box.answered();
    await compose(session, "けん");
    for (const key of ["ArrowDown", "Enter"])
      await session.send("Input.dispatchKeyEvent", {type: "rawKeyDown", key, code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229});
    await rest(page, 100);
    assert.equal(await box.activeText(), null, "the arrow chose among conversions");
    assert.equal(new URL(page.url()).pathname, "/", "Enter took one of them");
    assert.ok(await box.isOpen());
    await context.close();
  }
};
