// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/schema.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdio>

#include "common/text/utf8.h"

namespace sou::store {
namespace {

constexpr size_t kHashDigits = 16;

std::string HashOf(std::string_view text) {
  char digits[kHashDigits + 1];
  const auto hash = static_cast<unsigned long long>(XXH3_64bits(text.data(), text.size()));
  std::snprintf(digits, sizeof(digits), "%016llx", hash);
  return digits;
}

// What is left of a too long term, then the hash of the whole.
std::string Shorten(const std::string& term) {
  size_t end = kMaxTermBytes - kHashDigits;
  while ((static_cast<unsigned char>(term[end]) & 0xC0) == 0x80) --end;
  return term.substr(0, end) + HashOf(term);
}

}  // namespace

std::string MakeTerm(TermField field, std::string_view value) {
  std::string term;
  MakeTerm(field, value, &term);
  return term;
}

void MakeTerm(TermField field, std::string_view value, std::string* term) {
  const TermRule& rule = RuleOf(field);
  *term = rule.prefix;
  const bool ambiguous = !value.empty() && ((value[0] >= 'A' && value[0] <= 'Z') || value[0] == ':');
  if (!rule.prefix.empty() && ambiguous) *term += ':';
  const size_t begin = term->size();
  *term += value;
  // A zero byte would count twice against Xapian's limit, and is in no text that readers search for.
  std::replace(term->begin() + static_cast<std::ptrdiff_t>(begin), term->end(), '\0', ' ');
  if (term->size() > kMaxTermBytes) *term = Shorten(*term);
}

TermField FieldOfRunWord(std::string_view word, TermField words, TermField grams) {
  constexpr size_t kMaxGram = 2;
  return text::CountCodePoints(word) <= kMaxGram ? grams : words;
}

std::string SchemaId() {
  std::string rules;
  for (const TermRule& rule : kTermRules) rules += std::string(rule.prefix) + (rule.boolean ? "!" : " ");
  for (const TextRule& rule : kTextRules)
    rules += std::string(rule.name) + std::to_string(rule.weight) + (rule.title ? "t" : " ");
  for (const uint32_t number : {kTagSlots, kCategorySlots, static_cast<uint32_t>(Slot::kTag)})
    rules += std::to_string(number) + " ";
  return HashOf(rules);
}

std::string TranslationId(std::string_view translation_key) {
  return translation_key.empty() ? "" : HashOf(translation_key);
}

}  // namespace sou::store
