// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the programs that make tables from ICU's transliterators at build time share.
#pragma once

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace sou::text {

// Ends the program, with a message, if this ICU does not know the transliterator.
inline std::unique_ptr<icu::Transliterator> OpenTransliterator(const char* id) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> opened(icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
  if (U_FAILURE(error)) {
    std::fprintf(stderr, "ICU has no transliterator %s: %s\n", id, u_errorName(error));
    std::exit(1);
  }
  return opened;
}

inline icu::UnicodeString Transliterated(const icu::Transliterator& transliterator, UChar32 code_point) {
  icu::UnicodeString text(code_point);
  transliterator.transliterate(text);
  return text;
}

}  // namespace sou::text
