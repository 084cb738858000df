// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/heading_slugs.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

UChar32 CodePoint(char32_t c) { return static_cast<UChar32>(c); }

bool IsMark(char32_t c) { return (U_GET_GC_MASK(CodePoint(c)) & U_GC_M_MASK) != 0; }
bool IsNumber(char32_t c) { return (U_GET_GC_MASK(CodePoint(c)) & U_GC_N_MASK) != 0; }

std::string Lower(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())))
      .toLower()
      .toUTF8String(out);
  return out;
}

// Letters and numbers in lower case, anything else as one '-', none at the ends.
std::string Dashed(std::string_view text, bool (*stays)(char32_t)) {
  std::string out;
  bool dash = false;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    if (!stays(c)) {
      dash = !out.empty();
      continue;
    }
    if (dash) out += '-';
    dash = false;
    text::AppendCodePoint(c, &out);
  }
  return out;
}

std::string InAscii(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  // Built once per thread: building costs milliseconds, and one object serves one thread at a time.
  thread_local const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
  if (latin == nullptr) return std::string(text);
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  latin->transliterate(wide);
  std::string out;
  wide.toUTF8String(out);
  return out;
}

}  // namespace

std::string GithubSlug(std::string_view text) {
  const std::string lower = Lower(TrimSpace(text));
  std::string out;
  for (size_t i = 0; i < lower.size();) {
    const char32_t c = text::NextCodePoint(lower, &i);
    if (c == ' ') {
      out += '-';
    } else if (c == '-' || c == '_' || u_isalpha(CodePoint(c)) || IsMark(c) ||
               (U_GET_GC_MASK(CodePoint(c)) & (U_GC_ND_MASK | U_GC_NL_MASK | U_GC_PC_MASK)) != 0) {
      text::AppendCodePoint(c, &out);
    }
  }
  return out;
}

std::string VitePressSlug(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(error);
  if (U_FAILURE(error) != 0) return std::string(text);
  const icu::UnicodeString wide = nfkd->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size()))), error);
  std::string plain;
  for (int32_t i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(wide.char32At(i));
    const bool dropped = c < 0x20 || (c >= 0x300 && c <= 0x36F);
    if (!dropped) text::AppendCodePoint(c, &plain);
  }
  const auto stays = [](char32_t c) {
    constexpr std::u32string_view kSeparators = U"~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/";
    return u_isUWhiteSpace(CodePoint(c)) == 0 && kSeparators.find(c) == kSeparators.npos;
  };
  std::string out = Dashed(plain, stays);
  if (!out.empty() && IsAsciiDigit(out[0])) out.insert(0, 1, '_');
  return Lower(out);
}

std::string MdBookSlug(std::string_view text) {
  std::string out;
  text = TrimSpace(text);
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    if (c < 0x80 && (IsAsciiLetter(static_cast<char>(c)))) {
      out += AsciiLower(static_cast<char>(c));
    } else if (c == '_' || c == '-' || u_isalpha(CodePoint(c)) || IsNumber(c)) {
      text::AppendCodePoint(c, &out);
    } else if (u_isUWhiteSpace(CodePoint(c)) != 0) {
      out += '-';
    }
  }
  return out;
}

std::string ZolaSlug(std::string_view text) {
  return Dashed(InAscii(text), [](char32_t c) {
    return c < 0x80 && (IsAsciiLetter(static_cast<char>(c)) || IsAsciiDigit(static_cast<char>(c)));
  });
}

}  // namespace sou::indexer
