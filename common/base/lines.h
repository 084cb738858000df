// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a text that a person or a program wrote: a byte order mark, CRLF and blank lines are passed over. One
// thread; the text outlives it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sou {

class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  // The next line that is not empty; nullopt at the end.
  std::optional<std::string_view> Next() {
    while (!rest_.empty()) {
      ++number_;
      const size_t end = std::min(rest_.find('\n'), rest_.size());
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty()) return line;
    }
    return std::nullopt;
  }
  // Of the line that Next gave last, counted from 1.
  [[nodiscard]] uint32_t number() const { return number_; }

 private:
  std::string_view rest_;
  uint32_t number_ = 0;
};

}  // namespace sou
