// SPDX-License-Identifier: GPL-3.0-or-later
//
// An evaluation as a table for people and as JSON for scripts. Pure functions, thread-safe.
#pragma once

#include <string>

#include "query/evaluate/evaluation.h"

namespace sou::query {

// Lines of text; what pages and queries say is made harmless.
[[nodiscard]] std::string ToTable(const Evaluation& evaluation);

// One object on one line, without a line end; docs/EVALUATION.md says its fields.
[[nodiscard]] std::string ToJson(const Evaluation& evaluation);

}  // namespace sou::query
