// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a result leads. Addresses come from an index that anybody's page may be in, so they are judged here.

const CONTEXT_WORDS = 3;  // on each side of a match, to find the right one of several

// The whole address of a hit of the site at `site`; null for what is no web page.
export function hrefOf(address, site) {
  try {
    const url = new URL(address, site);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

// The steps to a page: the decoded folders of its address, without the page itself.
export function crumbsOf(address, site) {
  const href = hrefOf(address, site);
  if (!href) return [];
  return new URL(href).pathname.split("/").filter(Boolean).slice(0, -1).map(decoded);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The passage of a snippet as a text directive (https://wicg.github.io/scroll-to-text-fragment/), which lets a browser
// scroll to it and mark it: ":~:text=before-,match,-after". "" if the snippet has no match in running text.
export function textDirective(parts) {
  const passage = firstPassage(parts);
  if (!passage) return "";
  const {text, begin, end} = passage;
  // Browsers find only whole words, by the same rules as this segmenter.
  const words = [...new Intl.Segmenter(undefined, {granularity: "word"}).segment(text)];
  const first = words.findLastIndex((word) => word.index <= begin);
  let last = words.findIndex((word) => word.index + word.segment.length >= end);
  if (last < 0) last = words.length - 1;
  const joined = (from, to) => escaped(words.slice(Math.max(0, from), to).map((word) => word.segment).join(""));
  const before = joined(wordsBack(words, first), first);
  const after = joined(last + 1, wordsOn(words, last + 1));
  return `:~:text=${before && `${before}-,`}${joined(first, last + 1)}${after && `,-${after}`}`;
}

// The first match of a snippet and the text around it, up to a gap or to code.
function firstPassage(parts) {
  let text = "", begin = -1, end = -1;
  for (const part of parts) {
    if (part.gap || part.code) {
      if (begin >= 0) break;
      text = "";
      continue;
    }
    if (part.match && (begin < 0 || end === text.length)) {
      if (begin < 0) begin = text.length;
      end = text.length + part.text.length;
    }
    text += part.text;
  }
  return begin < 0 ? null : {text, begin, end};
}

// The index from which CONTEXT_WORDS words lead up to `index`; a sentence's end ends the context.
function wordsBack(words, index) {
  let left = CONTEXT_WORDS;
  while (index > 0 && left > 0 && !endsSentence(words[index - 1].segment)) left -= words[--index].isWordLike ? 1 : 0;
  while (words[index]?.isWordLike === false) ++index;
  return index;
}

function wordsOn(words, index) {
  let left = CONTEXT_WORDS, end = index;
  for (; index < words.length && left > 0 && !endsSentence(words[index].segment); ++index) {
    if (!words[index].isWordLike) continue;
    --left;
    end = index + 1;
  }
  return end;
}

// " · " is how a snippet joins a heading to what follows.
const endsSentence = (text) => /[.!?。！？…·\n]/.test(text);

// "-" and "," mean something in a directive.
const escaped = (text) => encodeURIComponent(text.trim()).replaceAll("-", "%2D");

// The address with the directive, which browsers without it take for an unknown anchor or none.
export function withDirective(href, directive) {
  return directive && !href.includes("#") ? `${href}#${directive}` : href;
}
