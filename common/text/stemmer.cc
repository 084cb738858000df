// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/stemmer.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sou::text {
namespace {

// The Snowball languages that Xapian has, and Greek, Hindi and Serbian, which libstemmer has besides.
constexpr auto kLanguages =
    std::to_array<std::string_view>({"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy",
                                     "id", "it", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr"});
static_assert(std::is_sorted(kLanguages.begin(), kLanguages.end()));

sb_stemmer* AsStemmer(void* handle) { return static_cast<sb_stemmer*>(handle); }

}  // namespace

std::span<const std::string_view> StemmerLanguages() { return kLanguages; }

bool HasStemmer(std::string_view language) {
  if (language == "nb" || language == "nn") language = "no";
  return std::binary_search(kLanguages.begin(), kLanguages.end(), language);
}

std::string_view StemmerLanguageOf(std::string_view language) { return HasStemmer(language) ? language : "en"; }

void Stemmer::Free::operator()(void* handle) const { sb_stemmer_delete(AsStemmer(handle)); }

Stemmer::Stemmer(std::string_view language) {
  if (language == "nb" || language == "nn") language = "no";
  const std::string name(StemmerLanguageOf(language));
  handle_.reset(sb_stemmer_new(name.c_str(), "UTF_8"));
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string_view Stemmer::Stem(std::string_view word) {
  if (!handle_) return word;
  const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stem = sb_stemmer_stem(AsStemmer(handle_.get()), bytes, static_cast<int>(word.size()));
  if (stem == nullptr) return word;  // out of memory inside the library
  const int size = sb_stemmer_length(AsStemmer(handle_.get()));
  return {reinterpret_cast<const char*>(stem), static_cast<size_t>(size)};
}

}  // namespace sou::text
