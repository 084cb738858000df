// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page's elements for machines say: <title>, <meta>, <link>, the language. Thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/html_tree.h"

namespace sou::indexer {

struct HtmlHead {
  std::string title;                    // of <title>, a clean line
  std::string language;                 // of <html lang>, else xml:lang, else the content-language; as written
  std::string canonical;                // the address in <link rel="canonical">, as written
  std::string refresh;                  // the address that <meta http-equiv="refresh"> leads to, as written
  std::vector<std::string> alternates;  // the addresses of the page in all its languages (hreflang), as written
  // The contents of <meta>, clean lines, by the name or property in lower case.
  std::map<std::string, std::vector<std::string>, std::less<>> meta;

  // The first content, of the first of these names that has one; empty if none has.
  [[nodiscard]] std::string Meta(std::initializer_list<std::string_view> names) const;
  // Whether robots (or googlebot, or sou) are asked not to index the page.
  [[nodiscard]] bool IsNoIndex() const;
};

[[nodiscard]] HtmlHead ReadHtmlHead(const GumboNode& root);

}  // namespace sou::indexer
