// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parameters of a search in a URL, shared by the API and the search page. Pure functions,
// thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "query/search/request.h"
#include "query/suggest/suggestion.h"
#include "web/server/http.h"

namespace sou::web {

inline constexpr size_t kDefaultLimit = 10;
inline constexpr size_t kMaxLimit = 100;
inline constexpr size_t kMaxReach = 10'000;  // of offset + limit

struct SearchParams {
  query::SearchRequest request;
  // One message per parameter that means nothing here.
  std::vector<std::string> ignored;
};

// q, limit, offset, lang, tag, category, section, after, before, sort, facets. Filters may be
// repeated (any of them); empty values count as not given. `also_known`: parameters that the caller
// reads itself. A wrong value is kInvalidArgument; the message names the parameter and what it may
// be.
[[nodiscard]] Result<SearchParams> ParseSearchParams(const Params& params,
                                                     std::span<const std::string_view> also_known = {});

// q, limit, lang of a request for suggestions, as above.
[[nodiscard]] Result<query::SuggestRequest> ParseSuggestParams(const Params& params);

// The value of a parameter that may be given once; "" if it is missing. kInvalidArgument if it is
// given twice.
[[nodiscard]] Result<std::string_view> SingleParam(const Params& params, std::string_view name);

// The parameter 'limit': 0 to kMaxLimit, kDefaultLimit if it is missing.
[[nodiscard]] Result<size_t> LimitParam(const Params& params);

// All values of a parameter that may be repeated; empty ones count as not given.
[[nodiscard]] std::vector<std::string> ParamValues(const Params& params, std::string_view name);

}  // namespace sou::web
