// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dates as Hexo 8 (js-yaml 4, hexo-front-matter) understands them, on a machine whose clock runs in the site's own time
// zone. Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "common/base/timestamp.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// A named zone of the tz database ("Asia/Shanghai"); UTC without a name.
class HexoZone {
 public:
  HexoZone() = default;
  // nullopt if there is no zone of that name.
  [[nodiscard]] static std::optional<HexoZone> Named(const std::string& name);
  // The name it was made by; empty for UTC without one.
  [[nodiscard]] const std::string& Name() const { return name_; }

  // The moment at which the zone's clocks show what UTC's show at `unix_seconds`.
  [[nodiscard]] Timestamp AtWallClock(int64_t unix_seconds) const;
  // The moment itself, as the zone writes it.
  [[nodiscard]] Timestamp At(int64_t unix_seconds) const;

 private:
  [[nodiscard]] int16_t OffsetMinutes(int64_t unix_seconds, bool is_wall_clock) const;

  std::string name_;
  std::shared_ptr<const void> zone_;  // icu::TimeZone
};

// A front matter field. YAML's own form of a moment (2026-01-02, 2026-01-02 03:04:05, with a zone or not) is read in
// UTC and what the clock then shows taken for the site's; any other text is a moment in the site's zone unless it names
// one; a number counts milliseconds. nullopt if it is no date.
[[nodiscard]] std::optional<Timestamp> ReadHexoDate(const Value& value, const HexoZone& zone);

}  // namespace sou::indexer
