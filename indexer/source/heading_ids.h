// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ids that Hugo gives to headings (autoHeadingIDType "github", goldmark's attribute blocks), so that a search hit
// can lead to its heading. Thread-compatible.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace sou::indexer {

// A heading's raw source, divided.
struct HeadingSource {
  std::string_view text;        // without `#`s and attributes
  std::string id;               // of `{#id}`; empty if there is none
  bool has_attributes = false;  // an attribute block `{…}` was cut off
};

// `line` is the source of the heading's last line of text, without what contains it ("> ", "- "). An ATX heading's
// opening and closing `#`s are cut.
[[nodiscard]] HeadingSource ReadHeadingSource(std::string_view line, bool is_atx);

// The ids of one page: each is given once, a second "name" becomes "name-1".
class HeadingIds {
 public:
  // From the raw source: letters, digits and '_' stay, in lower case; a blank or '-' is '-'; anything else is dropped.
  [[nodiscard]] std::string Make(std::string_view source);
  void Reserve(std::string id) { used_.insert(std::move(id)); }

 private:
  std::set<std::string, std::less<>> used_;
  std::map<std::string, int> next_;  // the number to try first for a name given before
};

}  // namespace sou::indexer
