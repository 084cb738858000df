// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page as a line of JSON: what `sou-index --print-pages` writes and `--source jsonl` reads. docs/JSONL.md describes
// every field for people. Pure functions, thread-safe.
#pragma once

#include <string>

#include "common/store/page.h"

namespace sou::indexer {

// One line without a line end; empty fields are left out. Offsets count bytes of `body`.
[[nodiscard]] std::string PageToJson(const Page& page);

}  // namespace sou::indexer
