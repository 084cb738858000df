// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Jekyll publishes a page: its `url`, tried against Jekyll 4.3.1. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/timestamp.h"

namespace sou::indexer {

// What the tokens of a post's or collection document's permalink stand for.
struct JekyllDocumentFacts {
  std::string collection;
  std::string path;      // ":path": below the collection's folder, without extension
  std::string basename;  // the file's name without extension, with its date
  std::string slug;      // front matter's, else the name's
  std::vector<std::string> categories;
  Timestamp date;
  std::string output_ext;  // ".html"
};

// Tokens that there are none of stay.
[[nodiscard]] std::string ExpandDocumentPermalink(std::string_view pattern, const JekyllDocumentFacts& facts);

// What a permalink shows of the date: nothing, some of the calendar day, or the time of day (and perhaps the day).
enum class DateParts : uint8_t { kNone, kDay, kTime };
[[nodiscard]] DateParts DatePartsOf(std::string_view pattern, JekyllDocumentFacts facts);

// A page knows :path (its folder), :basename and :output_ext only.
[[nodiscard]] std::string ExpandPagePermalink(std::string_view pattern, std::string_view folder,
                                              std::string_view basename, std::string_view output_ext);

// The address from an expanded permalink: one slash at the beginning, none doubled, no steps up; percent-encoded.
[[nodiscard]] std::string JekyllUrl(std::string_view expanded);

// The extension that a permalink itself names, as Ruby's File.extname sees it; "" if it has none or ends with a slash.
[[nodiscard]] std::string_view PermalinkExtension(std::string_view permalink);

}  // namespace sou::indexer
