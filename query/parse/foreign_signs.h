// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signs of other query languages that this one takes as parts of words: whoever types them is told. Pure functions,
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sou::query {

// What to say of a word that looks like another language's syntax (a^2, ~a, k?s, /a.*b/, intitle:x); nullopt if it is
// just a word.
[[nodiscard]] std::optional<std::string> ForeignSign(std::string_view word);

// A word of nothing but joining signs (|, ||, &, &&, +), which is not searched for: what to say of it.
[[nodiscard]] std::optional<std::string> JoiningSign(std::string_view word);

// What may follow a phrase or a bracket directly in other languages: "a b"~5, "a b"^2. It is no word.
[[nodiscard]] bool IsSuffixOfPhrase(std::string_view word);

}  // namespace sou::query
