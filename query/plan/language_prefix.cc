// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/language_prefix.h"

#include <algorithm>

namespace sou::query {

std::string_view TrimBlanks(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

LanguageEntry SplitLanguage(std::string_view entry) {
  entry = TrimBlanks(entry);
  const size_t colon = entry.find(": ");
  if (colon != 2 && colon != 3) return {"", std::string(entry)};
  std::string language(entry.substr(0, colon));
  for (char& c : language) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool letters = std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters) return {"", std::string(entry)};
  return {std::move(language), std::string(TrimBlanks(entry.substr(colon + 1)))};
}

Error WrongEntry(std::string_view setting, const ListItem& item, const std::string& message) {
  return {ErrorCode::kInvalidArgument,
          item.source + ": " + std::string(setting) + ": \"" + item.text + "\": " + message};
}

}  // namespace sou::query
