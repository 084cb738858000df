// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hit as a document of Meilisearch, in the shape that its search boxes for documentation read: one per page, with the
// headings above the place where the query was found. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "query/search/request.h"

namespace sou::web::meili {

// Fields in the order of kDocumentFields.
using OrderedJson = nlohmann::ordered_json;

// What the site says of itself.
struct Site {
  std::string title;  // stands above pages without a section; may be empty
  std::string url;    // put before paths; may be empty
};

struct Field {
  std::string_view name;  // one of kDocumentFields
  OrderedJson value;
  query::Parts parts;  // of a text with matches: joined they are the value; else empty
};
using Document = std::vector<Field>;

[[nodiscard]] Document MakeDocument(const query::Hit& hit, const Site& site);

}  // namespace sou::web::meili
