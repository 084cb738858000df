// SPDX-License-Identifier: GPL-3.0-or-later
//
// Snowball stems (https://snowballstem.org) by language. One object per thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sou::text {

// Primary language subtags with a stemmer ("en", "de", …), sorted.
[[nodiscard]] std::span<const std::string_view> StemmerLanguages();
[[nodiscard]] bool HasStemmer(std::string_view language);
// The language itself if it has a stemmer; else English, the language of most Latin words on Chinese, Japanese and
// Korean pages.
[[nodiscard]] std::string_view StemmerLanguageOf(std::string_view language);

class Stemmer {
 public:
  // Of StemmerLanguageOf(language).
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  // The stem of a lower-case word; valid until the next call.
  [[nodiscard]] std::string_view Stem(std::string_view word);

 private:
  struct Free {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Free> handle_;
};

}  // namespace sou::text
