// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page says of itself as schema.org data in <script type="application/ld+json">. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/timestamp.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// Of the article (or page) itself: an item of the outermost list or of `@graph`, no WebSite, with a headline or a date.
struct JsonLd {
  std::string headline;
  std::string description;
  std::optional<Timestamp> published;
  std::optional<Timestamp> modified;
  std::vector<std::string> keywords;
  std::vector<std::string> authors;
  int articles = 0;  // how many such items there were; the texts are the first one's
};

// Adds what the first article says to *out. JSON that cannot be read is a warning.
void ReadJsonLd(std::string_view json, const DocumentPlace& place, JsonLd* out, std::vector<Warning>* warnings);

}  // namespace sou::indexer
