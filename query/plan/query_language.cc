// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/query_language.h"

#include <unicode/uscript.h>

#include <algorithm>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

std::string PrimarySubtag(std::string_view tag) { return text::Fold(tag.substr(0, tag.find_first_of("-_"))); }

}  // namespace

QueryLanguage::QueryLanguage(const Node& root, const Filters& filters) {
  for (const std::string& tag : filters.langs) filtered_.push_back(PrimarySubtag(tag));
  Look(root);
}

void QueryLanguage::Look(const Node& node) {
  if (node.kind == NodeKind::kNot) return;
  if (node.kind == NodeKind::kFilter) {
    if (node.field == QueryField::kLang) filtered_.push_back(PrimarySubtag(node.text));
    return;
  }
  LookAtScripts(node.text);
  for (const Node& child : node.children) Look(child);
}

void QueryLanguage::LookAtScripts(std::string_view text) {
  for (size_t position = 0; position < text.size();) {
    UErrorCode error = U_ZERO_ERROR;
    const char32_t c = text::NextCodePoint(text, &position);
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &error);
    han_ |= script == USCRIPT_HAN;
    kana_ |= script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
    hangul_ |= script == USCRIPT_HANGUL;
  }
}

bool QueryLanguage::MayBe(std::string_view language) const {
  if (language.empty()) return true;
  if (!filtered_.empty()) return std::find(filtered_.begin(), filtered_.end(), language) != filtered_.end();
  if (hangul_) return language == "ko";
  if (kana_) return language == "ja";
  if (han_) return language == "zh" || language == "ja";
  return true;
}

}  // namespace sou::query
