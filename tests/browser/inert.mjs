// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a page holds anything that text of others may have put there: code, frames, links to run.

// The globals of a page; taken of a harmless one, to compare.
export const globalsOf = (page) => page.evaluate(() => Object.getOwnPropertyNames(window));

// What is wrong with the page, a sentence each. `limits`: {globals, hosts} that it may have, and lead to.
export function findings(page, limits) { return page.evaluate(`(${inspect})(window, ${JSON.stringify(limits)})`); }

// Loads the addresses, of the page's own site, in frames of the page, all at once. What each shows, in their order:
// {findings, typed, title, main}.
export function visitAll(page, addresses, limits) {
  return page.evaluate(`(${visitFrames})(${inspect}, ${JSON.stringify(addresses)}, ${JSON.stringify(limits)})`);
}

// The functions below run in the page.

function inspect(view, {globals, hosts}) {
  const found = [];
  const page = view.document;
  const known = new Set(globals);
  for (const name of Object.getOwnPropertyNames(view)) {
    // An element with an id is a global, too, but nobody's code.
    if (!known.has(name) && !/^\d+$/.test(name) && !page.getElementById(name))
      found.push(`there is a new global: ${name}`);
  }
  const forbidden =
      "iframe, frame, object, embed, applet, base, math, marquee, video, audio, x-y, template, [srcdoc], " +
      "meta[http-equiv], svg script, svg style, svg a, svg animate, svg foreignObject, [popover]";
  for (const element of page.querySelectorAll(forbidden))
    found.push(`there is an element ${element.outerHTML.slice(0, 200)}`);
  for (const script of page.scripts) {
    if (!script.src || new URL(script.src).host !== view.location.host)
      found.push(`there is a script: ${script.outerHTML.slice(0, 200)}`);
  }
  const links = ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcset"];
  for (const element of page.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on")) found.push(`an element has ${name}=${value}`);
      if (/[<>"'=`]/.test(name)) found.push(`an attribute is named ${name}`);
      if (!links.includes(name) || !URL.canParse(value, page.baseURI)) continue;
      const url = new URL(value, page.baseURI);
      if (!/^https?:$/.test(url.protocol))
        found.push(`an element has ${name}=${value}`);
      else if (!hosts.includes(url.host))
        found.push(`an element leads to another host: ${value}`);
    }
  }
  return found;
}

async function visitFrames(check, addresses, limits) {
  const visit = async (address) => {
    const frame = Object.assign(document.createElement("iframe"), {src: address});
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
    const page = frame.contentDocument;
    const seen = {
      findings: page ? check(frame.contentWindow, limits) : ["it left the site"],
      typed: page?.querySelector("#q")?.value,
      title: page?.title,
      main: page?.querySelector("main")?.textContent,
    };
    frame.remove();
    return seen;
  };
  return Promise.all(addresses.map(visit));
}
