// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/percent.h"

namespace sou {
namespace {

bool IsUnreserved(char c) {
  const bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return alnum || c == '-' || c == '.' || c == '_' || c == '~';
}

bool Keeps(PercentSet set, char c) {
  constexpr std::string_view kPathSigns = "/$&+,:;=@";
  constexpr std::string_view kFragmentSigns = "!()*?[]";
  if (IsUnreserved(c)) return true;
  if (set == PercentSet::kQuery) return false;
  if (kPathSigns.find(c) != std::string_view::npos) return true;
  return set == PercentSet::kFragment && kFragmentSigns.find(c) != std::string_view::npos;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string PercentEncode(std::string_view text, PercentSet set) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (Keeps(set, c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 0xF];
    }
  }
  return out;
}

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const int high = escape ? HexValue(text[i + 1]) : -1;
    const int low = escape ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      out += text[i];
    } else {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

}  // namespace sou
