// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text that authors hide in front matter fields of their own: an image's description, a series, a cover's caption. It
// is findable at low weight. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/value.h"

namespace sou::indexer {

// Whether a value is text for readers. It is not if it is empty, a truth value, a number or a date; a URL or a path
// (with
// "://", or a single word that begins with '/', '.', '#' or holds two '/'); a file name with the extension of a
// picture, document or page; a single ASCII word of 16 or more characters that mixes letters and digits (an id).
[[nodiscard]] bool IsReadersText(std::string_view text);

// Fields that steer the generator, at any depth and in either case: layout, type, weight, menu, icon, …
[[nodiscard]] bool IsMachineryKey(std::string_view key);

// The readers' texts of all scalars in `fields`, in order and each once, without machinery and without `known` keys of
// the outermost map (lower case).
[[nodiscard]] std::vector<std::string> CollectExtraText(const Value& fields,
                                                        const std::vector<std::string_view>& known);

}  // namespace sou::indexer
