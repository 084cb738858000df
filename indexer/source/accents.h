// SPDX-License-Identifier: GPL-3.0-or-later
//
// Letters without their accents, as some generators want them in addresses and anchors. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

// Takes nonspacing marks away: "Café" → "Cafe". The rest stays, composed (NFC).
[[nodiscard]] std::string RemoveAccents(std::string_view text);

}  // namespace sou::indexer
