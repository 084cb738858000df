// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a page holds anything that text of others may have put there: code, frames, links to run.

// The globals of a page; taken of a harmless one, to compare.
export const globalsOf = (page) => page.evaluate(() => Object.getOwnPropertyNames(window));

// What is wrong with the page, a sentence each. `globals` are those that it may have; `hosts`, where it may lead.
export function findings(page, globals, hosts) {
  return page.evaluate(inspect, { globals, hosts });
}

// Runs in the page.
function inspect({ globals, hosts }) {
  const found = [];
  const known = new Set(globals);
  for (const name of Object.getOwnPropertyNames(window)) {
    // An element with an id is a global, too, but nobody's code.
    if (!known.has(name) && !/^\d+$/.test(name) && !document.getElementById(name)) found.push(`there is a new global: ${name}`);
  }
  const forbidden = "iframe, frame, object, embed, applet, base, math, marquee, video, audio, x-y, template, [srcdoc], " +
    "meta[http-equiv], body svg:not([aria-hidden]):not([data-own]) script, [popover]";
  for (const element of document.querySelectorAll(forbidden)) found.push(`there is an element ${element.outerHTML.slice(0, 200)}`);
  for (const script of document.scripts) {
    if (!script.src || new URL(script.src).host !== location.host) found.push(`there is a script: ${script.outerHTML.slice(0, 200)}`);
  }
  const links = ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcset"];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) found.push(`an element has ${name}=${value}`);
      if (/[<>"'=`]/.test(name)) found.push(`an attribute is named ${name}`);
      if (!links.includes(name)) continue;
      let url;
      try {
        url = new URL(value.trim(), document.baseURI);
      } catch {
        continue;  // leads nowhere
      }
      if (!/^https?:$/.test(url.protocol)) found.push(`an element has ${name}=${value}`);
      else if (!hosts.includes(url.host)) found.push(`an element leads to another host: ${value}`);
    }
  }
  return found;
}
