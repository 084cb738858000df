// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/date.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

// Years 1 to 9999.
constexpr int64_t kFirstSecond = -62'135'596'800;
constexpr int64_t kLastSecond = 253'402'300'799;

// Takes what the shape asks for from the front of the text: 'd' is a digit, any other character itself.
bool Take(std::string_view shape, std::string_view* text) {
  if (text->size() < shape.size()) return false;
  for (size_t i = 0; i < shape.size(); ++i) {
    const char c = (*text)[i];
    if (shape[i] == 'd' ? !IsAsciiDigit(c) : c != shape[i]) return false;
  }
  text->remove_prefix(shape.size());
  return true;
}

// "", "Z", "+08:00", "+0800", and after a blank (for times that stand after one) the latter two, perhaps with a name.
bool IsZone(std::string_view text, bool after_blank) {
  if (text.empty() || text == "Z") return true;
  const bool blank = after_blank && Take(" ", &text);
  if (!Take("+", &text) && !Take("-", &text)) return false;
  if (!Take("dd:dd", &text) && !Take("dddd", &text)) return false;
  return text.empty() || (blank && text.front() == ' ');
}

bool IsTime(std::string_view text) {
  const bool after_blank = text.starts_with(' ');
  if (!after_blank && !text.starts_with('T')) return false;
  text.remove_prefix(1);
  if (!Take("dd:dd:dd", &text) && !Take("d:dd:dd", &text)) return false;
  if (Take(".", &text)) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  return IsZone(text, after_blank);
}

bool IsWeekday(std::string_view text) {
  return text.size() > 4 && std::all_of(text.begin(), text.begin() + 3, IsAsciiLetter) &&
         (text[3] == ',' || text[3] == ' ') && text.find(':') != std::string_view::npos;
}

// "02 Jan 2024".
bool IsDayFirst(std::string_view text) {
  if (text.size() != 11 || !Take("dd ", &text)) return false;
  text.remove_prefix(3);
  return Take(" dddd", &text);
}

bool IsOfHugo(std::string_view text) {
  std::string_view rest = text;
  if (Take("dddd-dd-dd", &rest)) return rest.empty() || IsTime(rest);
  return IsWeekday(text) || IsDayFirst(text);
}

std::optional<Timestamp> ReadSeconds(std::string_view text) {
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  return Timestamp{seconds, 0};
}

}  // namespace

std::optional<Timestamp> ReadHugoDate(const Value& value, int16_t offset_minutes) {
  if (!value.IsScalar()) return std::nullopt;
  if (!value.quoted) {
    if (const std::optional<Timestamp> seconds = ReadSeconds(value.text)) return seconds;
  }
  return IsOfHugo(value.text) ? ParseTimestamp(value.text, offset_minutes) : std::nullopt;
}

}  // namespace sou::indexer
