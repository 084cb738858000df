// SPDX-License-Identifier: GPL-3.0-or-later
//
// How Jekyll reads dates: in the site's time zone, which decides the day in a post's address. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/timestamp.h"
#include "indexer/source/value.h"

namespace sou::indexer {

class TimeZone {
 public:
  // UTC. Jekyll without the setting `timezone` takes the zone of the machine that builds the site, which is UTC on most
  // of those that publish sites.
  TimeZone();
  // By its IANA name; nullopt if there is none of that name.
  [[nodiscard]] static std::optional<TimeZone> Named(const std::string& name);
  // The name it was made by; empty for UTC without one.
  [[nodiscard]] const std::string& Name() const { return name_; }

  // The same moment, written in this zone.
  [[nodiscard]] Timestamp Localize(int64_t unix_seconds) const;
  // The moment at which this zone's clocks show what UTC's show at `clock`.
  [[nodiscard]] Timestamp FromClock(int64_t clock) const;

 private:
  struct Rules;
  std::string name_;
  std::shared_ptr<const Rules> rules_;  // none: UTC
};

// A `date` field. As YAML reads it, a date with a time to the second but no zone is in UTC, anything else without a
// zone (quotes around it, no seconds, a day alone) is in the site's.
[[nodiscard]] std::optional<Timestamp> ReadJekyllDate(const Value& value, const TimeZone& zone);

// "2024-2-3" or "24-02-03" of a file's name: midnight in the zone. As in Ruby, a day up to 31 that the month does not
// have is one of the next month; nullopt if there is no such day.
[[nodiscard]] std::optional<Timestamp> ReadNameDate(std::string_view text, const TimeZone& zone);

}  // namespace sou::indexer
