// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a request target, "/api/search?q=…".
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/law.h"
#include "web/api/search_params.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

using fuzz::Law;

void CheckRequest(const query::SearchRequest& request) {
  Law(request.limit <= kMaxLimit, "the limit is within its limit");
  Law(request.offset + request.limit <= kMaxReach, "no page lies beyond the reach");
  Law(fuzz::IsUtf8(request.text), "the query is UTF-8");
  const query::Filters& filters = request.filters;
  for (const auto* values : {&filters.langs, &filters.tags, &filters.categories, &filters.sections}) {
    for (const std::string& value : *values)
      Law(!value.empty() && fuzz::IsUtf8(value), "filters are UTF-8 and not empty");
  }
  const std::set<query::Facet> facets(request.facets.begin(), request.facets.end());
  Law(facets.size() == request.facets.size(), "a facet is asked for once");
}

void CheckError(const Error& error) {
  Law(error.code == ErrorCode::kInvalidArgument, "a wrong parameter is the caller's");
  Law(error.message.find("parameter") != std::string::npos, "the message names the parameter");
  Law(fuzz::IsUtf8(error.message), "the message is UTF-8");
}

void CheckTarget(std::string_view bytes) {
  const Target target = ParseTarget(bytes);
  Law(fuzz::IsUtf8(target.path), "the path is UTF-8");
  for (const auto& [name, value] : target.params) {
    Law(fuzz::IsUtf8(name) && fuzz::IsUtf8(value), "parameters are UTF-8");
  }
  const Result<SearchParams> params = ParseSearchParams(target.params);
  if (!params.ok()) return CheckError(params.error());
  CheckRequest(params->request);
  for (const std::string& message : params->ignored) {
    Law(!message.empty() && fuzz::IsUtf8(message), "what was ignored is said");
  }
}

}  // namespace
}  // namespace sou::web

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  sou::web::CheckTarget(sou::fuzz::AsText(data, size));
  return 0;
}
