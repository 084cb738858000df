// SPDX-License-Identifier: GPL-3.0-or-later
//
// Responses as JSON, in the shape that docs/API.md fixes. The result is valid UTF-8 and safe inside <script>: '<' is
// written as \u003c. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/search/request.h"
#include "query/suggest/suggestion.h"

namespace sou::query {

// One object on one line, without a line end.
[[nodiscard]] std::string ToJson(const SearchResponse& response);
[[nodiscard]] std::string ToJson(const RelatedResponse& response);
[[nodiscard]] std::string ToJson(const Hit& hit);
[[nodiscard]] std::string ToJson(const SuggestResponse& response);

// JSON text that may stand inside <script>: the same, but for '<'.
[[nodiscard]] std::string SafeInScript(std::string_view json);

// The names used in JSON, options and URLs: "tags", "categories", "lang", "section", "year".
[[nodiscard]] std::string_view FacetName(Facet facet);
// nullopt if there is no such facet.
[[nodiscard]] std::optional<Facet> FacetByName(std::string_view name);

}  // namespace sou::query
