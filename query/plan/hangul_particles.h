// SPDX-License-Identifier: GPL-3.0-or-later
//
// Korean writes particles and verb endings without a blank behind the word: 쿠버네티스를, 삭제하는. A query's word
// means pages with any of them. Pure functions, thread-safe.
#pragma once

#include <string_view>

namespace sou::query {

// A word of Hangul without what may be particles and endings; at least two syllables are left. A guess: 고양이 ends
// like 고양 with a particle, so what is left may only be asked for beside the whole.
[[nodiscard]] std::string_view WithoutParticles(std::string_view word);

}  // namespace sou::query
