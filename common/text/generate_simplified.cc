// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run at build time: prints the pairs {traditional, simplified} of ICU's "Traditional-Simplified" transliterator for
// single characters, sorted, as rows of a C++ table. Taken to the end of each chain, so that folding twice is folding
// once.
#include <unicode/translit.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <memory>

namespace {

UChar32 Convert(const icu::Transliterator& transliterator, UChar32 from) {
  for (int step = 0; step < 4; ++step) {
    icu::UnicodeString text(from);
    transliterator.transliterate(text);
    const UChar32 to = text.char32At(0);
    if (to == from || text.countChar32() != 1) return from;
    from = to;
  }
  return from;
}

}  // namespace

int main() {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, error));
  if (U_FAILURE(error)) {
    std::fprintf(stderr, "ICU has no Traditional-Simplified transliterator: %s\n", u_errorName(error));
    return 1;
  }
  icu::UnicodeSet sources;
  transliterator->getSourceSet(sources);
  for (int32_t i = 0; i < sources.size(); ++i) {
    const UChar32 from = sources.charAt(i);
    const UChar32 to = Convert(*transliterator, from);
    if (to != from) std::printf("{0x%04X, 0x%04X},\n", static_cast<unsigned>(from), static_cast<unsigned>(to));
  }
  return 0;
}
