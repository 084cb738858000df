// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site with Sou's box in it, on a port of its own, as strict as sites can be: its policy allows scripts, styles and
// connections by address alone, nothing inline.
import http from "node:http";

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
body { margin: 0 auto; max-width: 50rem; padding: 1rem; font: 1rem/1.6 Georgia, serif; background: #fff; color: #222; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
header div { inline-size: 20rem; }
.dark body { background: #16181d; color: #e6e6e6; }
.dark main > button, .dark main > input { color-scheme: dark; }
.dark a { color: #9dc0f7; }
`;

// search: sou-serve's address. Pages are described by their address: /?lang=ja&dark=1&dir=rtl&box={"as": "field"}; every
// other path is a page of the site.
export async function startSite(search) {
  const policy = `default-src 'none'; script-src ${search}; connect-src ${search}; style-src 'self'; img-src 'self'; base-uri 'none'; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'";
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://site");
    const css = url.pathname === "/site.css";
    response.writeHead(200, {"content-type": css ? "text/css" : "text/html; charset=utf-8", "content-security-policy": policy});
    response.end(css ? STYLE : pageOf(url, search));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close()};
}

function pageOf(url, search) {
  const {lang = "en", dir = "ltr", dark, box = "{}"} = Object.fromEntries(url.searchParams);
  const attributes = {endpoint: search, ...JSON.parse(box)};
  const written = Object.entries(attributes).filter(([, value]) => value !== null).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<!doctype html>
<html lang="${escaped(lang)}" dir="${escaped(dir)}"${dark ? " class=\"dark\"" : ""}>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(decodeURIComponent(url.pathname))}</title>
<link rel="stylesheet" href="/site.css"><link rel="icon" href="/site.css">
<script type="module" src="${search}/sou.js"></script>
<header><a href="/">Lakeside</a> <div><sou-search${written.join("")}></sou-search></div></header>
<main><h1>A page of the site</h1>${"<p>Some text of a page, long enough to be scrolled.</p>".repeat(40)}
<input aria-label="Name"><button type="button">After</button></main>
</html>`;
}
