// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/date.h"

#include <unicode/timezone.h>

#include <charconv>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

constexpr int64_t kMinute = 60;

// Takes min to max digits from the begin of *rest.
bool TakeDigits(size_t min, size_t max, std::string_view* rest) {
  size_t count = 0;
  while (count < max && count < rest->size() && IsAsciiDigit((*rest)[count])) ++count;
  if (count < min) return false;
  rest->remove_prefix(count);
  return true;
}

bool Take(char c, std::string_view* rest) {
  if (!rest->starts_with(c)) return false;
  rest->remove_prefix(1);
  return true;
}

void SkipBlanks(std::string_view* rest) {
  while (!rest->empty() && IsAsciiBlank(rest->front())) rest->remove_prefix(1);
}

// "2026-01-02"
bool IsYamlDay(std::string_view text) {
  return TakeDigits(4, 4, &text) && Take('-', &text) && TakeDigits(2, 2, &text) && Take('-', &text) &&
         TakeDigits(2, 2, &text) && text.empty();
}

// "2026-01"
bool IsIsoMonth(std::string_view text) {
  return TakeDigits(4, 4, &text) && Take('-', &text) && TakeDigits(2, 2, &text) && text.empty();
}

// "2026-1-2 3:04:05", then perhaps a fraction and a zone "Z", "+8" or "+08:00", which stay in *rest.
bool TakeYamlTime(std::string_view* rest) {
  if (!(TakeDigits(4, 4, rest) && Take('-', rest) && TakeDigits(1, 2, rest) && Take('-', rest) &&
        TakeDigits(1, 2, rest))) {
    return false;
  }
  const bool divided = Take('T', rest) || Take('t', rest) || (!rest->empty() && IsAsciiBlank(rest->front()));
  SkipBlanks(rest);
  return divided && TakeDigits(1, 2, rest) && Take(':', rest) && TakeDigits(2, 2, rest) && Take(':', rest) &&
         TakeDigits(2, 2, rest);
}

int Number(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// The zone behind YAML's moment, in minutes; nullopt if something else is there.
std::optional<int> ReadYamlZone(std::string_view text) {
  if (Take('.', &text)) TakeDigits(0, text.size(), &text);
  SkipBlanks(&text);
  if (text.empty() || text == "Z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!Take('+', &text) && !Take('-', &text)) return std::nullopt;
  const std::string_view hours = text;
  if (!TakeDigits(1, 2, &text)) return std::nullopt;
  int minutes = Number(hours.substr(0, hours.size() - text.size())) * 60;
  if (Take(':', &text)) {
    if (text.size() != 2) return std::nullopt;
    minutes += Number(text);
    if (!TakeDigits(2, 2, &text)) return std::nullopt;
  }
  return text.empty() ? std::optional<int>(sign * minutes) : std::nullopt;
}

// What a clock in UTC shows at YAML's own form of a moment.
std::optional<int64_t> ReadYamlMoment(std::string_view text) {
  std::optional<int> minutes = 0;
  std::string_view rest = text;
  if (!IsYamlDay(text)) {
    if (!TakeYamlTime(&rest)) return std::nullopt;
    minutes = ReadYamlZone(rest);
    text = text.substr(0, text.size() - rest.size());
  }
  const std::optional<Timestamp> time = ParseTimestamp(text);
  if (!time || !minutes) return std::nullopt;
  return time->unix_seconds - *minutes * kMinute;
}

// A form without a zone gives another moment in another zone.
bool HasZone(std::string_view text) {
  return ParseTimestamp(text)->unix_seconds == ParseTimestamp(text, 60)->unix_seconds;
}

}  // namespace

std::optional<HexoZone> HexoZone::Named(const std::string& name) {
  const std::shared_ptr<const icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*zone == icu::TimeZone::getUnknown()) return std::nullopt;
  HexoZone out;
  out.name_ = name;
  out.zone_ = zone;
  return out;
}

int16_t HexoZone::OffsetMinutes(int64_t unix_seconds, bool is_wall_clock) const {
  if (zone_ == nullptr) return 0;
  int32_t raw = 0;
  int32_t daylight = 0;
  UErrorCode error = U_ZERO_ERROR;
  static_cast<const icu::TimeZone*>(zone_.get())
      ->getOffset(static_cast<double>(unix_seconds) * 1000, static_cast<UBool>(is_wall_clock), raw, daylight, error);
  return U_FAILURE(error) != 0 ? int16_t{0} : static_cast<int16_t>((raw + daylight) / 60'000);
}

Timestamp HexoZone::AtWallClock(int64_t unix_seconds) const {
  const int16_t offset = OffsetMinutes(unix_seconds, true);
  return {unix_seconds - offset * kMinute, offset};
}

Timestamp HexoZone::At(int64_t unix_seconds) const { return {unix_seconds, OffsetMinutes(unix_seconds, false)}; }

std::optional<Timestamp> ReadHexoDate(const Value& value, const HexoZone& zone) {
  if (!value.IsScalar()) return std::nullopt;
  const std::string_view text = TrimSpace(value.text);
  if (!value.quoted) {
    int64_t milliseconds = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
    if (failed == std::errc() && end == text.data() + text.size()) return zone.At(milliseconds / 1000);
    if (const std::optional<int64_t> shown = ReadYamlMoment(text)) return zone.AtWallClock(*shown);
  }
  const std::optional<Timestamp> time = ParseTimestamp(text);
  if (!time) return std::nullopt;
  // JavaScript takes a day or month alone, if written in ISO's form, for one in UTC.
  if (HasZone(text) || IsYamlDay(text) || IsIsoMonth(text)) return zone.At(time->unix_seconds);
  return zone.AtWallClock(time->unix_seconds);
}

}  // namespace sou::indexer
