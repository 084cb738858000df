// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries of sou.yaml that are meant for one language: "zh: 部署 = deploy". Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "common/base/config.h"
#include "common/base/result.h"

namespace sou::query {

struct LanguageEntry {
  std::string language;  // primary subtag, lower case; empty: any
  std::string text;      // without blanks at its ends
};

// Two or three letters, a colon and a blank before the text name a language.
[[nodiscard]] LanguageEntry SplitLanguage(std::string_view entry);

[[nodiscard]] std::string_view TrimBlanks(std::string_view text);

// "sou.yaml:7: search.pins: \"…\": MESSAGE"
[[nodiscard]] Error WrongEntry(std::string_view setting, const ListItem& item, const std::string& message);

}  // namespace sou::query
