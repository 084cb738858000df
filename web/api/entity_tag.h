// SPDX-License-Identifier: GPL-3.0-or-later
//
// When two requests ask for the same, and entity tags: what a client sends back to learn that nothing has changed. Pure
// functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web/server/http.h"

namespace sou::web {

// The request in a form that equal requests share: what is empty or the default is left out, the order does not matter.
[[nodiscard]] std::string NormalisedRequest(const Request& request);

// A weak tag for what this program answers to `request` from that generation. Languages and
// parameters count.
[[nodiscard]] std::string MakeEntityTag(const Request& request, uint64_t generation);

// Whether an If-None-Match header names the tag.
[[nodiscard]] bool MatchesEntityTag(std::string_view if_none_match, std::string_view tag);

// 304 for a resource of that type, with the tag and how long it may be kept.
[[nodiscard]] Response NotModified(std::string_view content_type, std::string tag, std::string cache_control);

}  // namespace sou::web
