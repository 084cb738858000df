// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every reader of content files checks and makes: the bytes are text, the front matter is cut, the body is read.
// Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/body_builder.h"
#include "indexer/source/front_matter.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/page_meta.h"
#include "indexer/source/site_source.h"
#include "indexer/source/template_text.h"

namespace sou::indexer {

// The text of root/path without its byte order mark; a file with carriage returns only gets line feeds. Errors have
// `path` as their place: too large (the message names the option), "empty", NUL bytes or UTF-16, invalid UTF-8 (with
// line and byte column of the first bad byte, and a guess at what it is instead).
[[nodiscard]] Result<std::string> ReadTextFile(const std::filesystem::path& root, const std::string& path,
                                               uint64_t max_bytes);

// The checks of ReadTextFile on bytes already read.
[[nodiscard]] Result<std::string> CheckText(std::string bytes, const std::string& path);

// 16 hex digits of the path's XXH3.
[[nodiscard]] std::string PageId(std::string_view path);

// What authors of most generators write between a summary and the rest. Not Hugo's own: it takes the first form only.
inline const std::vector<std::string> kCommonDividers = {"<!--more-->",  "<!-- more -->",     "<!-- more-->",
                                                         "<!--more -->", "<!-- truncate -->", "<!--truncate-->"};

struct ContentOptions {
  MetaOptions meta;
  TemplateTags tags = TemplateTags::kNone;
  // The first of these texts in the body ("<!--more-->") vanishes; what stands before it becomes the summary of a page
  // whose front matter has none, up to 2000 bytes.
  std::vector<std::string> summary_dividers;
  HeadingIdStyle heading_ids = HeadingIdStyle::kHugo;
  bool heading_attributes = true;  // whether `{#id .class}` at the end of a heading is no text of it
  std::string heading_id_prefix;   // before every id that is made
  uint64_t max_table_cells = 200'000;
};

// A content file, taken apart.
struct Content {
  bool has_front_matter = false;
  Value fields;  // its front matter as a map, with the defaults
  PageMeta meta;
  Body body;
};

// Gives the fields that the site's configuration or a parent page sets for a page whose own front matter is `fields`:
// Jekyll's defaults, Hugo's cascade. They count where the page says nothing itself.
using DefaultsFor = std::function<Value(const Value& fields)>;

// Reads Markdown or, by the path's extension, HTML.
[[nodiscard]] Result<Content> ReadContent(std::string_view text, const ContentOptions& options,
                                          const DefaultsFor& defaults_for, std::vector<Warning>* warnings);
// The same of front matter that was cut already.
[[nodiscard]] Content ReadContent(FrontMatter matter, const ContentOptions& options, const DefaultsFor& defaults_for,
                                  std::vector<Warning>* warnings);

// Moves the content into a page. A page without a title gets its first heading of level 1, else its first heading, else
// `fallback_title`.
void FillPage(Content content, std::string_view fallback_title, Page* page);

// Which unpublished pages are read all the same, and by which clock.
struct Publishing {
  explicit Publishing(const SourceOptions& options)
      : drafts(options.drafts), future(options.future), expired(options.expired), now(options.now) {}

  bool drafts;
  bool future;
  bool expired;
  Timestamp now;
};

// Why the site does not publish the page, or does not want it found: "draft", "published is false", "kept out of
// searches by its front matter", "in the future (2099-01-01)", "expired (2020-01-01)", "build.render is never", …
// nullopt if it does.
[[nodiscard]] std::optional<std::string> WhyUnpublished(const PageMeta& meta, const Publishing& publishing);

// The first moment after publishing.now at which WhyUnpublished says something else; nullopt if there is none.
[[nodiscard]] std::optional<Timestamp> HoldsUntil(const PageMeta& meta, const Publishing& publishing);

// ".md", ".markdown", ".mdown", in either case.
[[nodiscard]] bool IsMarkdownPath(std::string_view path);
// ".html", ".htm", in either case.
[[nodiscard]] bool IsHtmlPath(std::string_view path);

}  // namespace sou::indexer
