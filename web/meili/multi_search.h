// SPDX-License-Identifier: GPL-3.0-or-later
//
// Several searches in one request, read and checked: one that is wrong makes all of them fail. Pure functions,
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "web/meili/errors.h"
#include "web/meili/json_body.h"
#include "web/meili/search_query.h"

namespace sou::web::meili {

// A search box with a dozen refined facets asks fourteen.
inline constexpr size_t kMaxQueries = 50;
// Of all its searches together.
inline constexpr uint64_t kMaxHitsAsked = 2000;

// {"queries": [{"indexUid", …}]}
[[nodiscard]] Fault ReadMultiSearch(const Json& body, const std::string& uid, std::vector<SearchQuery>* queries);

// There is one index, `uid`, and `asked` is not it.
[[nodiscard]] ErrorText UnknownIndex(const std::string& asked, const std::string& uid);

}  // namespace sou::web::meili
