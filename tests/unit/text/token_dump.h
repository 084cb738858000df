// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tokens as one line, for tables: "word kind" by a sign before the text: none word, = joined, . part, ~ stem, ' gram, #
// run.
#pragma once

#include <string>
#include <string_view>

#include "common/text/analyzer.h"

namespace sou::text {

inline std::string DumpToken(const Token& token) {
  static constexpr std::string_view kSigns[] = {"", "=", ".", "~", "'", "#"};
  return std::string(kSigns[static_cast<size_t>(token.kind)]) + std::string(token.text) + (token.prefix ? "*" : "");
}

inline std::string DumpTokens(std::string_view text, Purpose purpose, std::string_view language) {
  Analyzer analyzer;
  std::string out;
  uint32_t unit = 0;
  analyzer.Analyze(text, purpose, language, [&](const Token& token) {
    if (!out.empty()) out += token.unit == unit ? " " : " | ";
    unit = token.unit;
    out += DumpToken(token);
  });
  return out;
}

}  // namespace sou::text
