// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run at build time: prints the pairs {traditional, simplified} of ICU's "Traditional-Simplified" transliterator for
// single characters, sorted, as rows of a C++ table. Taken to the end of each chain, so that folding twice is folding
// once.
#include <unicode/uniset.h>

#include <cstdio>

#include "common/text/generate_from_icu.h"

namespace {

UChar32 Convert(const icu::Transliterator& transliterator, UChar32 from) {
  for (int step = 0; step < 4; ++step) {
    const icu::UnicodeString text = sou::text::Transliterated(transliterator, from);
    const UChar32 to = text.char32At(0);
    if (to == from || text.countChar32() != 1) return from;
    from = to;
  }
  return from;
}

}  // namespace

int main() {
  const auto transliterator = sou::text::OpenTransliterator("Traditional-Simplified");
  icu::UnicodeSet sources;
  transliterator->getSourceSet(sources);
  for (int32_t i = 0; i < sources.size(); ++i) {
    const UChar32 from = sources.charAt(i);
    const UChar32 to = Convert(*transliterator, from);
    if (to != from) std::printf("{0x%04X, 0x%04X},\n", static_cast<unsigned>(from), static_cast<unsigned>(to));
  }
  return 0;
}
