// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sou's own synonyms: what readers of technical blogs in Chinese, Japanese, Korean and English type for the same thing,
// in the grammar of search.synonyms. Small and sure: a word with a second meaning has no entry (go, image, 镜像), nor
// one that half the pages of any site have (function, file, 用户).
#pragma once

#include <span>
#include <string_view>

namespace sou::query {

[[nodiscard]] std::span<const std::string_view> AllBuiltinSynonyms();

}  // namespace sou::query
