// SPDX-License-Identifier: GPL-3.0-or-later
//
// Meilisearch's filters: `tags = "cloud native" AND (date > 2020 OR NOT lang IN [zh, ja])`, alone or in arrays, of
// which the outer one means all and the inner ones any. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "query/plan/condition.h"
#include "web/meili/json_body.h"

namespace sou::web::meili {

// nullopt for blanks alone. An error's message is Meilisearch's: what is wrong, then a line with the columns and the
// filter. kInvalidArgument; kUnsupported for what Sou has not; kLimit beyond the limits of a condition. `uid`: the
// index's, for messages.
[[nodiscard]] Result<std::optional<query::Condition>> ParseFilter(std::string_view text, std::string_view uid);

// The filter of a request: a text, or an array of texts and of arrays of texts.
[[nodiscard]] Result<std::optional<query::Condition>> ReadFilter(const Json& filter, std::string_view uid);

// A filter that ParseFilter reads as the same condition.
[[nodiscard]] std::string PrintFilter(const query::Condition& condition);

}  // namespace sou::web::meili
