// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/slug.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

struct LetterRow {
  std::string_view base;
  std::u32string_view letters;
};

// Letters that Unicode does not take apart.
constexpr LetterRow kLetters[] = {
    {"A", U"\u023A\u2C6F"},
    {"AA", U"\uA732"},
    {"AE", U"\u00C6\u01E2\u01FC"},
    {"AO", U"\uA734"},
    {"AU", U"\uA736"},
    {"AV", U"\uA738\uA73A"},
    {"AY", U"\uA73C"},
    {"B", U"\u0181\u0182\u0243"},
    {"C", U"\u0187\u023B\uA73E"},
    {"D", U"\u0110\u0189\u018A\u018B\uA779"},
    {"DZ", U"\u01C4\u01F1"},
    {"Dz", U"\u01C5\u01F2"},
    {"E", U"\u018E\u0190"},
    {"F", U"\u0191\uA77B"},
    {"G", U"\u0193\u01E4\uA77D\uA77E\uA7A0"},
    {"H", U"\u0126\u2C67\u2C75\uA78D"},
    {"I", U"\u0197"},
    {"J", U"\u0248"},
    {"K", U"\u0198\u2C69\uA740\uA742\uA744\uA7A2"},
    {"L", U"\u013F\u0141\u023D\u2C60\u2C62\uA746\uA748\uA780"},
    {"LJ", U"\u01C7"},
    {"Lj", U"\u01C8"},
    {"M", U"\u019C\u2C6E"},
    {"N", U"\u019D\u0220\uA790\uA7A4"},
    {"NJ", U"\u01CA"},
    {"Nj", U"\u01CB"},
    {"O", U"\u00D8\u0186\u019F\u01FE\uA74A\uA74C"},
    {"OE", U"\x8C\u0152"},
    {"OI", U"\u01A2"},
    {"OO", U"\uA74E"},
    {"OU", U"\u0222"},
    {"P", U"\u01A4\u2C63\uA750\uA752\uA754"},
    {"Q", U"\u024A\uA756\uA758"},
    {"R", U"\u024C\u2C64\uA75A\uA782\uA7A6"},
    {"S", U"\u1E9E\u2C7E\uA784\uA7A8"},
    {"T", U"\u0166\u01AC\u01AE\u023E\uA786"},
    {"TZ", U"\uA728"},
    {"U", U"\u0244"},
    {"V", U"\u01B2\u0245\uA75E"},
    {"VY", U"\uA760"},
    {"W", U"\u2C72"},
    {"Y", U"\u01B3\u024E\u1EFE"},
    {"Z", U"\u01B5\u0224\u2C6B\u2C7F\uA762"},
    {"a", U"\u0250\u1E9A\u2C65"},
    {"aa", U"\uA733"},
    {"ae", U"\u00E6\u01E3\u01FD"},
    {"ao", U"\uA735"},
    {"au", U"\uA737"},
    {"av", U"\uA739\uA73B"},
    {"ay", U"\uA73D"},
    {"b", U"\u0180\u0183\u0253"},
    {"c", U"\u0188\u023C\u2184\uA73F"},
    {"d", U"\u0111\u018C\u0256\u0257\uA77A"},
    {"dz", U"\u01C6\u01F3"},
    {"e", U"\u01DD\u0247\u025B"},
    {"f", U"\u0192\uA77C"},
    {"g", U"\u01E5\u0260\u1D79\uA77F\uA7A1"},
    {"h", U"\u0127\u0265\u2C68\u2C76"},
    {"hv", U"\u0195"},
    {"i", U"\u0131\u0268"},
    {"j", U"\u0249"},
    {"k", U"\u0199\u2C6A\uA741\uA743\uA745\uA7A3"},
    {"l", U"\u0140\u0142\u017F\u019A\u026B\u2C61\uA747\uA749\uA781"},
    {"lj", U"\u01C9"},
    {"m", U"\u026F\u0271"},
    {"n", U"\u0149\u019E\u0272\uA791\uA7A5"},
    {"nj", U"\u01CC"},
    {"o", U"\u00F8\u01FF\u0254\u0275\uA74B\uA74D"},
    {"oe", U"\x9C\u0153"},
    {"oi", U"\u01A3"},
    {"oo", U"\uA74F"},
    {"ou", U"\u0223"},
    {"p", U"\u01A5\u1D7D\uA751\uA753\uA755"},
    {"q", U"\u024B\uA757\uA759"},
    {"r", U"\u024D\u027D\uA75B\uA783\uA7A7"},
    {"s", U"\u00DF\u023F\u1E9B\uA785\uA7A9"},
    {"t", U"\u0167\u01AD\u0288\u2C66\uA787"},
    {"tz", U"\uA729"},
    {"u", U"\u0289"},
    {"v", U"\u028B\u028C\uA75F"},
    {"vy", U"\uA761"},
    {"w", U"\u2C73"},
    {"y", U"\u01B4\u024F\u1EFF"},
    {"z", U"\u01B6\u0225\u0240\u2C6C\uA763"},
};

const std::map<char32_t, std::string_view>& OtherLetters() {
  static const auto* const kMap = [] {
    auto* map = new std::map<char32_t, std::string_view>;
    for (const LetterRow& row : kLetters) {
      for (const char32_t letter : row.letters) map->emplace(letter, row.base);
    }
    return map;
  }();
  return *kMap;
}

constexpr bool IsIn(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// The letter of "Ⓐ" to "ⓩ" and of the full-width forms.
std::optional<char> StyledLetter(char32_t c) {
  for (const auto& [first, letter] :
       {std::pair<char32_t, char>{0x24B6, 'A'}, {0x24D0, 'a'}, {0xFF21, 'A'}, {0xFF41, 'a'}}) {
    if (IsIn(c, first, first + 25)) return static_cast<char>(letter + static_cast<char>(c - first));
  }
  return std::nullopt;
}

// The ASCII letter that the code point consists of beside marks.
std::optional<char> DecomposedLetter(char32_t c) {
  constexpr char32_t kKelvin = 0x212A;
  constexpr char32_t kAngstrom = 0x212B;
  if (c == kKelvin || c == kAngstrom) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfd = unorm2_getNFDInstance(&error);
  std::array<UChar, 32> parts{};
  const int32_t length = unorm2_getDecomposition(nfd, static_cast<UChar32>(c), parts.data(), parts.size(), &error);
  if (U_FAILURE(error) != 0 || length < 2 || parts[0] > 0x7F || !IsAsciiLetter(static_cast<char>(parts[0]))) {
    return std::nullopt;
  }
  for (size_t i = 1; i < static_cast<size_t>(length); ++i) {
    if ((U_GET_GC_MASK(parts[i]) & U_GC_M_MASK) == 0) return std::nullopt;
  }
  return static_cast<char>(parts[0]);
}

void AppendWithoutDiacritics(char32_t c, std::string* out) {
  const auto other = OtherLetters().find(c);
  if (other != OtherLetters().end()) {
    out->append(other->second);
  } else if (const std::optional<char> styled = StyledLetter(c)) {
    *out += *styled;
  } else if (const std::optional<char> plain = c < 0x80 ? std::nullopt : DecomposedLetter(c)) {
    *out += *plain;
  } else {
    text::AppendCodePoint(c, out);
  }
}

// JavaScript's \s.
bool IsScriptSpace(char32_t c) {
  return IsIn(c, 0x09, 0x0D) || c == ' ' || c == 0xA0 || c == 0x1680 || IsIn(c, 0x2000, 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool IsSeparator(char32_t c) {
  if (c >= 0x80) return IsScriptSpace(c);
  return c == ' ' || (u_ispunct(static_cast<UChar32>(c)) != 0) || c == '$' || c == '+' || c == '<' || c == '=' ||
         c == '>' || c == '^' || c == '`' || c == '|' || c == '~';
}

std::string ChangeCase(const std::string& text, LetterCase letter_case) {
  if (letter_case == LetterCase::kKeep || text.empty()) return text;
  std::vector<UChar> wide(text.size());
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8(wide.data(), static_cast<int32_t>(wide.size()), &length, text.data(), static_cast<int32_t>(text.size()),
                &error);
  std::vector<UChar> changed(static_cast<size_t>(length) * 3 + 1);
  const auto capacity = static_cast<int32_t>(changed.size());
  const int32_t size = letter_case == LetterCase::kLower
                           ? u_strToLower(changed.data(), capacity, wide.data(), length, "", &error)
                           : u_strToUpper(changed.data(), capacity, wide.data(), length, "", &error);
  std::vector<char> bytes(static_cast<size_t>(size) * 3 + 1);
  int32_t count = 0;
  u_strToUTF8(bytes.data(), static_cast<int32_t>(bytes.size()), &count, changed.data(), size, &error);
  return U_FAILURE(error) != 0 ? text : std::string(bytes.data(), static_cast<size_t>(count));
}

}  // namespace

std::string HexoSlug(std::string_view text, LetterCase letter_case) {
  std::string slug;
  bool separated = false;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    if (c < 0x20) continue;
    if (IsSeparator(c)) {
      separated = true;
      continue;
    }
    if (separated && !slug.empty()) slug += '-';
    separated = false;
    AppendWithoutDiacritics(c, &slug);
  }
  return ChangeCase(slug, letter_case);
}

std::string_view TrimScriptSpace(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    size_t next = i;
    if (!IsScriptSpace(text::NextCodePoint(text, &next))) {
      text.remove_prefix(i);
      break;
    }
    i = next;
    if (i == text.size()) return {};
  }
  for (size_t end = text.size(); end > 0;) {
    size_t begin = end;
    if (!IsScriptSpace(text::PreviousCodePoint(text, &begin))) return text.substr(0, end);
    end = begin;
  }
  return text;
}

}  // namespace sou::indexer
