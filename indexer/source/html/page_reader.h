// SPDX-License-Identifier: GPL-3.0-or-later
//
// One file of built HTML: its own content, and what it says of itself. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/body_builder.h"
#include "indexer/source/page_meta.h"

namespace sou::indexer {

struct HtmlPage {
  // The first of data-pagefind-meta, JSON-LD's headline, og:title (the content's first <h1> if that is all but a
  // suffix), the first <h1>, <title>, the content's first heading. meta.language is the page's word; meta.unsearchable
  // is a "noindex".
  PageMeta meta;
  // Whether the title is from og:title or <title>, which often carry the site's name, too.
  bool title_may_name_site = false;
  std::string site_name;        // og:site_name
  std::string head_title;       // <title>
  std::string body_title;       // the content's first heading; empty without one
  std::string section;          // article:section
  std::string canonical;        // addresses as written
  std::string refresh;          // where a redirect leads
  bool is_script_only = false;  // no text, but a script that goes elsewhere
  std::vector<std::string> alternates;
  // Without the first heading if that is the title.
  Body body;
};

// `html` is valid UTF-8. Warns of JSON-LD that cannot be read and of dates that are none. kLimit if its elements are
// nested too deeply (html_tree.h).
[[nodiscard]] Result<HtmlPage> ReadHtmlPage(std::string_view html, const std::string& path,
                                            std::vector<Warning>* warnings);

// Removes the heading's line from the body.
void DropHeading(size_t index, Body* body);

// "Tea | My Site" → "Tea" if "My Site" is one of the names; also "My Site - Tea". The title itself if nothing else
// would be left.
[[nodiscard]] std::string CutSiteName(std::string_view title, const std::vector<std::string>& names);

}  // namespace sou::indexer
