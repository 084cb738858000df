// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/dates.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <chrono>
#include <utility>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

constexpr double kMillis = 1000.0;

// "2020-01-02 03:04:05", perhaps with a 'T' and fractions; what YAML takes for a time.
bool HasSeconds(std::string_view text) {
  const size_t time = text.find_first_of(" Tt");
  if (time == std::string_view::npos) return false;
  size_t colons = 0;
  for (const char c : text.substr(time)) {
    if (c == ':') ++colons;
    if (c == '+' || c == 'Z') break;
  }
  return colons >= 2 && text.size() > 4 && text[4] == '-';
}

}  // namespace

struct TimeZone::Rules {
  std::unique_ptr<icu::TimeZone> zone;

  [[nodiscard]] int64_t Offset(int64_t seconds, bool is_clock) const {
    int32_t raw = 0;
    int32_t summer = 0;
    UErrorCode error = U_ZERO_ERROR;
    zone->getOffset(static_cast<double>(seconds) * kMillis, is_clock ? 1 : 0, raw, summer, error);
    return U_FAILURE(error) != 0 ? 0 : (raw + summer) / 1000;
  }
};

TimeZone::TimeZone() = default;

std::optional<TimeZone> TimeZone::Named(const std::string& name) {
  std::unique_ptr<icu::TimeZone> found(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (found == nullptr || *found == icu::TimeZone::getUnknown()) return std::nullopt;
  TimeZone zone;
  zone.name_ = name;
  zone.rules_ = std::make_shared<const Rules>(Rules{std::move(found)});
  return zone;
}

Timestamp TimeZone::Localize(int64_t unix_seconds) const {
  const int64_t offset = rules_ == nullptr ? 0 : rules_->Offset(unix_seconds, false);
  return {unix_seconds, static_cast<int16_t>(offset / 60)};
}

Timestamp TimeZone::FromClock(int64_t clock) const {
  return Localize(clock - (rules_ == nullptr ? 0 : rules_->Offset(clock, true)));
}

std::optional<Timestamp> ReadJekyllDate(const Value& value, const TimeZone& zone) {
  if (!value.IsScalar()) return std::nullopt;
  const std::optional<Timestamp> time = ParseTimestamp(value.text, 0);
  if (!time) return std::nullopt;
  // Read in another zone it is another moment only if it has none of its own.
  const bool has_zone = ParseTimestamp(value.text, 60)->unix_seconds == time->unix_seconds;
  if (has_zone || (!value.quoted && HasSeconds(value.text))) return zone.Localize(time->unix_seconds);
  return zone.FromClock(time->unix_seconds);
}

std::optional<Timestamp> ReadNameDate(std::string_view text, const TimeZone& zone) {
  std::array<unsigned, 3> parts = {0, 0, 0};
  std::array<size_t, 3> digits = {0, 0, 0};
  size_t part = 0;
  for (const char c : text) {
    if (c == '-' && ++part == parts.size()) return std::nullopt;
    if (c == '-') continue;
    if (!IsAsciiDigit(c) || ++digits[part] > 4) return std::nullopt;
    parts[part] = parts[part] * 10 + static_cast<unsigned>(c - '0');
  }
  auto [year, month, day] = parts;
  if (digits[0] == 2) year += year >= 69 ? 1900 : 2000;
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1) return std::nullopt;
  const std::chrono::sys_days first =
      std::chrono::year(static_cast<int>(year)) / std::chrono::month(month) / std::chrono::day(1);
  const auto days = (first + std::chrono::days(day - 1)).time_since_epoch();
  return zone.FromClock(std::chrono::duration_cast<std::chrono::seconds>(days).count());
}

}  // namespace sou::indexer
