// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page of a site as every reader (Hugo, plain Markdown, …) produces it and the writer stores it. All text is valid
// UTF-8 in the author's own spelling; nothing is folded here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/timestamp.h"

namespace sou {

struct Heading {
  uint8_t level = 1;    // 1 to 6
  std::string text;     // without markup
  std::string anchor;   // as the site's generator makes it, unescaped, without '#'; empty if it makes none
  uint32_t offset = 0;  // byte offset of the heading's own line in Page::body

  bool operator==(const Heading&) const = default;
};

// A stretch [begin, end) of Page::body, in bytes, that is code.
struct CodeBlock {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string language;  // the first word of the fence's info string; may be empty

  bool operator==(const CodeBlock&) const = default;
};

// Who said which language a page is in.
enum class LanguageFrom : uint8_t {
  kNobody,   // unknown
  kSite,     // its configuration, or the folder or file name that stands for a language
  kPage,     // the front matter, or <html lang>
  kSetting,  // Sou's own setting for pages that say nothing
  kScript,   // guessed by the scripts of the text
};

constexpr std::string_view NameOf(LanguageFrom from) {
  switch (from) {
    case LanguageFrom::kSite:
      return "site";
    case LanguageFrom::kPage:
      return "page";
    case LanguageFrom::kSetting:
      return "setting";
    case LanguageFrom::kScript:
      return "script";
    case LanguageFrom::kNobody:
      break;
  }
  return "nobody";
}

struct Page {
  std::string id;    // stable name of the page within the index: 16 hex digits, a hash of `path`
  std::string path;  // the source file, relative to the site's root, '/' between folders
  std::string url;   // path of the published page, percent-encoded, from the host's root: "/posts/a/"

  std::string title;
  std::string subtitle;
  std::string description;
  std::string summary;
  std::optional<Timestamp> date;
  std::optional<Timestamp> lastmod;

  std::string language;      // primary subtag, lower case: "zh"; empty if unknown
  std::string language_tag;  // as the site says it: "zh-Hans", "zh-tw"
  LanguageFrom language_from = LanguageFrom::kNobody;
  std::string translation_key;  // pages with the same key are translations of each other; empty if none
  std::vector<std::string> tags;
  std::vector<std::string> categories;
  std::string section;  // first folder below the content root: "posts"; empty at the root
  std::vector<std::string> authors;
  bool draft = false;
  std::vector<std::string> aliases;  // further addresses that lead to the page, as `url`

  // One line per block (paragraph, heading, list item, table row, code block's lines), '\n' between them.
  std::string body;
  std::vector<Heading> headings;       // by offset
  std::vector<CodeBlock> code_blocks;  // by begin, not overlapping
  std::vector<std::string> image_alts;
  std::vector<std::string> extra;  // text of other front matter fields: an image's description, a series, …

  bool operator==(const Page&) const = default;
};

}  // namespace sou
