// SPDX-License-Identifier: GPL-3.0-or-later
//
// A request's body as JSON. Whatever it holds costs time in proportion to its size and no stack. Pure functions,
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "web/meili/errors.h"

namespace sou::web::meili {

using Json = nlohmann::json;

// Arrays and objects inside each other; what is sent by any client has five.
inline constexpr size_t kMaxJsonDepth = 64;

// The type and the text of a body that must be one JSON object; of equal keys the last counts. Keys whose value is null
// are left out: to Meilisearch they are keys that were not sent.
[[nodiscard]] Fault ReadJsonObject(const Request& request, Json* object);

// The text as JSON; discarded if it is none, or deeper than kMaxJsonDepth.
[[nodiscard]] Json ParseJson(std::string_view text);

[[nodiscard]] Json WithoutNulls(Json object);

// On one line and safe inside <script>: '<' is written as \u003c.
[[nodiscard]] std::string PrintJson(const nlohmann::ordered_json& json);

// "an array", "a positive integer": the value's type in a message.
[[nodiscard]] const char* KindOf(const Json& value);
// The value as an error message quotes it: as JSON, shortened.
[[nodiscard]] std::string Quoted(const Json& value);

}  // namespace sou::web::meili
