// SPDX-License-Identifier: GPL-3.0-or-later
//
// GET /api/suggest: what may be meant by what has been typed, as docs/API.md has it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "query/suggest/suggestion.h"
#include "web/api/search_source.h"
#include "web/server/http.h"

namespace sou::web {

// How suggestions are written down for one kind of client.
struct SuggestForm {
  std::string_view content_type;
  std::function<std::string(const query::SuggestResponse&)> write;
};

// What is suggested to `request`, in that form. What the form depends on beside the parameters of the API must be among
// the parameters, under the name "": the entity tag is made of them. Thread-safe if the source is.
[[nodiscard]] Response AnswerSuggestions(const SearchSource& source, const Request& request, const SuggestForm& form);

// Thread-safe if the source is.
[[nodiscard]] Handler SuggestHandler(SearchSource source);

}  // namespace sou::web
