// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fields that a request may have: by one table their types are checked, a URL's parameters are read, and a message
// says what there is. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "web/meili/errors.h"
#include "web/meili/json_body.h"
#include "web/server/http.h"

namespace sou::web::meili {

enum class FieldKind : uint8_t {
  kText,
  kCount,  // an integer of 0 or more
  kFlag,
  kNumber,
  kTexts,  // an array of texts; in a URL with commas between them
  kAny,    // whoever uses it checks it; in a URL JSON or a text
};

struct FieldRule {
  std::string_view name;
  FieldKind kind = FieldKind::kAny;
  std::string_view code;  // of the error if the value is of another type
};

// Whether all fields are known and of their types. `path` is where the object stands in the body: "" or ".queries[0]".
[[nodiscard]] Fault CheckFields(const Json& object, std::span<const FieldRule> rules, std::string_view path);

// Parameters as the object that a body would hold. Of equal names the last counts, as in JSON.
[[nodiscard]] Fault ReadParams(const Params& params, std::span<const FieldRule> rules, Json* object);

// The value of a checked field; `fallback` if it was not sent.
template <typename Value>
[[nodiscard]] Value FieldOr(const Json& object, std::string_view name, Value fallback) {
  const auto found = object.find(name);
  return found == object.end() ? std::move(fallback) : found->template get<Value>();
}

}  // namespace sou::web::meili
