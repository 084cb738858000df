// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ids that generators give to headings, so that a search hit can lead to its heading. Thread-compatible.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace sou::indexer {

enum class HeadingIdStyle : uint8_t {
  kNone,             // the generator makes no ids
  kHugo,             // autoHeadingIDType "github"
  kHugoAscii,        // "github-ascii"
  kHugoBlackfriday,  // "blackfriday"
  kKramdown,         // kramdown's own parser
  kKramdownGfm,      // kramdown with `input: GFM`, as Jekyll sets it
  kHexo,             // hexo-renderer-marked
  kHexoLower,        // with modifyAnchors: 1
  kHexoUpper,        // with modifyAnchors: 2
  kGithub,           // github-slugger: Docusaurus, Docsify
  kVitePress,
  kMdBook,
  kZola,
};

// A heading's raw source, divided.
struct HeadingSource {
  std::string_view text;        // without `#`s and attributes
  std::string id;               // of `{#id}`; empty if there is none
  bool has_attributes = false;  // an attribute block `{…}` was cut off
};

// `line` is the source of the heading's last line of text, without what contains it ("> ", "- "). An ATX heading's
// opening and closing `#`s are cut.
[[nodiscard]] HeadingSource ReadHeadingSource(std::string_view line, bool is_atx);

// Whether it is one of the styles of hexo-renderer-marked. `text` is then what HexoHeadingHtml gives, and `{#id}` is
// text.
[[nodiscard]] constexpr bool IsHexoStyle(HeadingIdStyle style) {
  return style == HeadingIdStyle::kHexo || style == HeadingIdStyle::kHexoLower || style == HeadingIdStyle::kHexoUpper;
}

// A heading's id before it is made unique.
[[nodiscard]] std::string HeadingSlug(HeadingIdStyle style, std::string_view source, std::string_view text);

// The ids of one page: each is given once, a second "name" becomes "name-1". Hexo and kramdown count what they make
// themselves, and look at no other ids: "a", "a", "a-1" become "a", "a-1", "a-1".
class HeadingIds {
 public:
  // `prefix` stands before every id that is made.
  explicit HeadingIds(HeadingIdStyle style = HeadingIdStyle::kHugo, std::string prefix = {})
      : style_(style), prefix_(std::move(prefix)) {}

  // By what the style looks at: the heading's raw source (HeadingSource::text), or its text without markup.
  [[nodiscard]] std::string Make(std::string_view source, std::string_view text);
  void Reserve(std::string id) { used_.insert(std::move(id)); }

 private:
  // An empty id is counted, too: kramdown's second such heading has the id "-1".
  [[nodiscard]] std::string Counted(std::string id);

  HeadingIdStyle style_;
  std::string prefix_;
  std::set<std::string, std::less<>> used_;
  std::map<std::string, int> next_;  // the number to try first for a name given before
};

}  // namespace sou::indexer
