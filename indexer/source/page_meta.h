// SPDX-License-Identifier: GPL-3.0-or-later
//
// What front matter says about a page, read as tolerantly as authors write it: a wrong type is a warning, never an
// error. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/timestamp.h"
#include "common/store/page.h"
#include "indexer/source/value.h"

namespace sou::indexer {

struct MetaOptions {
  std::string path;  // for the places of warnings
  std::string tags_key = "tags";
  std::string categories_key = "categories";
  // The first of these fields that holds a date counts.
  std::vector<std::string> date_keys = {"date", "publishDate", "pubDate", "published", "lastmod", "modified"};
  std::vector<std::string> lastmod_keys = {"lastmod", "modified", "updated"};
  std::vector<std::string> publish_keys = {"publishDate", "pubDate", "published", "date"};
  std::vector<std::string> expiry_keys = {"expiryDate", "unpublishDate"};
  int16_t offset_minutes = 0;  // the zone of dates without one
  bool cleans_steps = false;   // the reader takes steps up (`..`) out of `url` and `slug`, as Hugo does
};

// Texts are clean lines (clean_text.h); empty if the front matter has none.
struct PageMeta {
  std::string title;
  std::string subtitle;
  std::string description;
  std::string summary;
  std::vector<std::string> tags;
  std::vector<std::string> categories;
  std::vector<std::string> authors;
  std::vector<std::string> extra;  // see extra_text.h

  // By the keys of MetaOptions, whose defaults are Hugo's.
  std::optional<Timestamp> date;
  std::optional<Timestamp> lastmod;
  std::optional<Timestamp> publish_date;
  std::optional<Timestamp> expiry_date;

  bool draft = false;
  bool headless = false;
  bool unrendered = false;    // build.render: never
  bool unlisted = false;      // build.list: never
  bool unpublished = false;   // published: false
  bool unsearchable = false;  // noindex: true, search: false, or a `robots` with "noindex"
  // These never leave the site: a scheme, a host or ".." is a warning, and the field is ignored (see cleans_steps).
  std::string slug;
  std::string url;
  std::string permalink;
  std::vector<std::string> aliases;  // "aliases", "redirect_from"; as authored
  std::string translation_key;
  std::string language;  // "lang", "language" or "locale", as authored
};

[[nodiscard]] PageMeta ReadPageMeta(const Value& fields, const MetaOptions& options, std::vector<Warning>* warnings);

// Whether an address as authored leads out of the site, or is no address: it has a scheme ("javascript:…", "https:…"),
// a host ("//host/…") or a step up ("..").
[[nodiscard]] bool LeavesSite(std::string_view address);

// Moves title, texts, dates, tags, … into the page; not what needs the site: url, language, section.
void FillPage(PageMeta meta, Page* page);

}  // namespace sou::indexer
