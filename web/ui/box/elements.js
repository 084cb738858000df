// SPDX-License-Identifier: GPL-3.0-or-later
//
// Elements made of text that may be anything: only as text nodes and attributes, never as markup.

// An element with attributes (null and false leave one out, true writes it bare) and children (nodes and texts).
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

// A line drawing of 20 by 20 units.
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({viewBox: "0 0 20 20", "aria-hidden": "true", class: "icon"}))
    svg.setAttribute(key, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  search: "M12.6 12.6 17 17M14 8.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0Z",
  clear: "m5 5 10 10M15 5 5 15",
  recent: "M10 6v4.2l2.8 1.6M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z",
  section: "M7.5 3.5 6 16.500M14 3.500l-1.500 13M3.500 7.500h13.500M3 12.500h13.500",
  all: "M4 10h12m-5-5 5 5-5 5"
};

// Text with its matches marked, code as code; for lang attributes see `langOf`.
export function partsOf(parts) {
  return parts.map((part) => {
    const text = part.match ? make("mark", {part: "mark"}, part.text) : part.text;
    return part.code ? make("code", {}, text) : text;
  });
}

// For lang attributes, so that Han characters get the glyphs of the page's language; null if it is no tag.
export const langOf = (tag) => (/^[a-z0-9-]{1,35}$/i.test(tag ?? "") ? tag : null);

// The language's name in itself: "zh-Hant" is 繁體中文.
export function languageName(tag) {
  try {
    return new Intl.DisplayNames([tag], {type: "language"}).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

// The day that the author wrote, whatever the reader's zone.
export function dayOf(date, language) {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  const time = new Date(Date.UTC(year, month - 1, day));
  return isNaN(time) ? "" : new Intl.DateTimeFormat(language, {dateStyle: "medium", timeZone: "UTC"}).format(time);
}
