// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/language.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

constexpr std::array<std::string_view, 24> kFolderLanguages = {"zh", "en", "ja", "ko", "fr", "de", "es", "pt",
                                                               "ru", "it", "pl", "uk", "vi", "th", "tr", "ar",
                                                               "fa", "hi", "nl", "cs", "sv", "fi", "hu", "bn"};

constexpr size_t kSampleBytes = 64 * 1024;
constexpr size_t kLatinPerCjk = 8;
constexpr size_t kMinWeight = 16;  // two CJK characters, or a few English words

struct ScriptCounts {
  size_t han = 0;
  size_t kana = 0;
  size_t hangul = 0;
  size_t latin = 0;
  size_t other = 0;
};

void Count(std::string_view text, ScriptCounts* counts) {
  text = text::TruncateUtf8(text, kSampleBytes);
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    if (c < 0x80) {
      if (IsAsciiLetter(static_cast<char>(c))) ++counts->latin;
      continue;
    }
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
      case USCRIPT_HAN:
        ++counts->han;
        break;
      case USCRIPT_HIRAGANA:
      case USCRIPT_KATAKANA:
        ++counts->kana;
        break;
      case USCRIPT_HANGUL:
        ++counts->hangul;
        break;
      case USCRIPT_LATIN:
        ++counts->latin;
        break;
      case USCRIPT_COMMON:
      case USCRIPT_INHERITED:
        break;
      default:
        ++counts->other;
    }
  }
}

}  // namespace

std::string PrimaryLanguage(std::string_view tag) {
  const size_t end = std::min(tag.find_first_of("-_"), tag.size());
  if (end < 2 || end > 3) return {};
  if (!std::all_of(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(end), IsAsciiLetter)) return {};
  size_t length = 1;
  for (const char c : tag.substr(end)) {
    const bool separator = c == '-' || c == '_';
    if (separator ? length == 0 : !IsAsciiLetter(c) && !IsAsciiDigit(c)) return {};
    length = separator ? 0 : length + 1;
    if (length > 8) return {};
  }
  return length == 0 ? std::string() : AsciiLower(tag.substr(0, end));
}

bool IsLanguageFolder(std::string_view name) {
  const std::string language = PrimaryLanguage(name);
  if (std::find(kFolderLanguages.begin(), kFolderLanguages.end(), language) == kFolderLanguages.end()) return false;
  const std::string_view region = name.substr(std::min(name.size(), language.size() + 1));
  return region.size() != 1 && region.size() <= 4 && region.find_first_of("-_") == std::string_view::npos;
}

std::string GuessLanguage(const Page& page) {
  ScriptCounts title;
  Count(page.title, &title);
  ScriptCounts counts = title;
  size_t at = 0;
  for (const CodeBlock& code : page.code_blocks) {
    Count(std::string_view(page.body).substr(at, code.begin - at), &counts);
    at = code.end;
  }
  Count(std::string_view(page.body).substr(at), &counts);

  const size_t cjk = counts.han + counts.kana + counts.hangul;
  if (cjk * kLatinPerCjk + counts.latin + counts.other < kMinWeight) return {};
  const bool cjk_title =
      title.han + title.kana + title.hangul >= 2;  // a reference page may be all names but for its title
  if (cjk_title || cjk * kLatinPerCjk >= counts.latin + counts.other * kLatinPerCjk) {
    if (counts.hangul * 10 >= cjk && counts.hangul >= counts.kana) return "ko";
    return counts.kana * 10 >= cjk ? "ja" : "zh";
  }
  return counts.latin > counts.other * 2 ? "en" : std::string();
}

void SetLanguage(std::string_view of_site, std::string_view of_page, std::string_view by_setting, Page* page) {
  const std::array<std::pair<std::string_view, LanguageFrom>, 3> said = {
      {{of_site, LanguageFrom::kSite}, {of_page, LanguageFrom::kPage}, {by_setting, LanguageFrom::kSetting}}};
  for (const auto& [tag, from] : said) {
    page->language = PrimaryLanguage(tag);
    if (page->language.empty()) continue;
    page->language_tag = tag;
    page->language_from = from;
    return;
  }
  page->language = GuessLanguage(*page);
  page->language_tag = page->language;
  page->language_from = page->language.empty() ? LanguageFrom::kNobody : LanguageFrom::kScript;
}

}  // namespace sou::indexer
