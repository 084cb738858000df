// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page's content marks up as its title, date, tags, …: Pagefind's attributes and microformats. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "indexer/source/html_tree.h"

namespace sou::indexer {

// Dates are as written. Texts are clean lines.
struct HtmlMarks {
  std::string title;
  std::string date;
  std::string lastmod;
  std::vector<std::string> tags;
  std::vector<std::string> categories;
  std::vector<std::string> authors;
};

// data-pagefind-meta and data-pagefind-filter of the whole page, in the forms "title", "date:2020-01-01" and
// "image[src]", several divided by commas (Pagefind's documentation, "Setting up metadata" and "… filters").
[[nodiscard]] HtmlMarks ReadPagefindMarks(const GumboNode& root);

// Adds rel="tag", rel="author" and <time datetime> (with datePublished, dt-published, dateModified, dt-updated, or in
// the content's <header>) of the main content; what is there already stays.
void ReadMicroformats(const GumboNode& content, HtmlMarks* marks);

}  // namespace sou::indexer
