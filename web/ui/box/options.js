// SPDX-License-Identifier: GPL-3.0-or-later
//
// The options of the list: what the reader can choose, as elements with role="option". What leads somewhere is a link, so
// that it opens in a new tab, too; what is to be searched has its text in data-query.
import {dayOf, icon, ICONS, langOf, languageName, make, partsOf} from "./elements.js";
import {crumbsOf, hrefOf, textDirective, withDirective} from "./links.js";

const MOST_SECTIONS = 3;
const MOST_TAGS = 3;

function option(href, key, attributes, ...children) {
  return make(href ? "a" : "div", {role: "option", href, tabindex: "-1", "data-key": key, "aria-selected": "false", ...attributes},
              ...children);
}

// A group with a heading; null if it is empty.
export function group(id, heading, options, action = null) {
  if (options.length === 0) return null;
  const title = make("span", {class: "heading", id, part: "heading"}, heading);
  return make("div", {role: "group", "aria-labelledby": id, class: "group", part: "group"}, make("div", {class: "head"}, title, action), ...options);
}

export function queryOption(text, drawing) {
  return option(null, `query ${text}`, {class: "line", part: "option suggestion", "data-query": text}, icon(drawing),
                make("span", {class: "text", dir: "auto"}, text));
}

export function suggestionOption(suggestion, site) {
  const text = suggestion.text.map((part) => part.text).join("");
  const href = suggestion.url ? hrefOf(suggestion.url, site) : null;
  const drawing = suggestion.kind === "heading" ? ICONS.section : ICONS.search;
  return option(href, `suggestion ${text}`, {class: "line", part: "option suggestion", "data-query": href ? null : text}, icon(drawing),
                make("span", {class: "text", dir: "auto"}, ...partsOf(suggestion.text)));
}

// A page, and the sections of it that answer best. view: {site, language, directives}.
export function resultOptions(hit, view) {
  const href = hrefOf(hit.url, view.site);
  const language = langOf(hit.lang_tag) ?? langOf(hit.lang);
  const directive = view.directives ? textDirective(hit.snippet) : "";
  const title = hit.title.length > 0 ? partsOf(hit.title) : [hit.path];
  const page = option(href && withDirective(href, directive), `page ${hit.url}`, {class: "result", part: "option result"},
                      whereOf(hit, view), make("span", {class: "title", part: "title", lang: language, dir: "auto"}, ...title),
                      snippetOf(hit.snippet, language), factsOf(hit, view));
  return [page, ...hit.sections.slice(0, MOST_SECTIONS).map((section) => sectionOption(section, hit, language, view))];
}

function sectionOption(section, hit, language, view) {
  const same = JSON.stringify(section.snippet) === JSON.stringify(hit.snippet);  // once is enough
  return option(hrefOf(section.url, view.site), `section ${section.url}`, {class: "section", part: "option section"}, icon(ICONS.section),
                make("span", {class: "text"}, make("span", {class: "title", part: "title", lang: language, dir: "auto"}, ...partsOf(section.title)),
                     same ? null : snippetOf(section.snippet, language)));
}

function whereOf(hit, view) {
  const crumbs = crumbsOf(hit.url, view.site);
  if (crumbs.length === 0) return null;
  const steps = crumbs.flatMap((crumb, i) => (i > 0 ? [" › ", make("bdi", {}, crumb)] : [make("bdi", {}, crumb)]));
  return make("span", {class: "where", part: "where"}, ...steps);
}

function snippetOf(parts, language) {
  return parts.length > 0 ? make("span", {class: "snippet", part: "snippet", lang: language, dir: "auto"}, ...partsOf(parts)) : null;
}

function factsOf(hit, view) {
  const facts = [
    hit.date && make("time", {datetime: hit.date}, dayOf(hit.date, view.language)),
    hit.lang && make("span", {lang: langOf(hit.lang_tag)}, languageName(hit.lang)),
    ...hit.tags.slice(0, MOST_TAGS).map((tag) => make("span", {class: "tag"}, make("bdi", {}, tag)))
  ].filter(Boolean);
  return facts.length > 0 ? make("span", {class: "facts", part: "facts"}, ...facts.flatMap((fact) => [" ", fact])) : null;
}

// The way to the page with all results.
export function allOption(href, text) {
  return option(href, "all", {class: "line all", part: "option all"}, icon(ICONS.all), make("span", {class: "text"}, text));
}
