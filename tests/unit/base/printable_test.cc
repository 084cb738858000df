// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/printable.h"

#include <gtest/gtest.h>

#include <string_view>

namespace sou {
namespace {

struct Row {
  std::string_view text;
  std::string_view printable;
};

TEST(Printable, LeavesOutWhatATerminalObeys) {
  using std::string_view_literals::operator""sv;
  const Row rows[] = {
      {"", ""},
      {"云原生 café", "云原生 café"},
      {"two\nlines\twith a tab", "two\nlines with a tab"},
      {"\x1b[31mred\x1b[0m", "[31mred[0m"},
      {"\x1b]0;title\x07", "]0;title"},
      {"over\b\rwritten\x7f", "overwritten"},
      {"a\0b"sv, "ab"},
      {"\xC2\x9B"
       "31m \xC2\x80\xC2\x9F\xC2\xA0",
       "31m \xC2\xA0"},  // C1, and the first after it
      {"\u202Etxt.\u202C \u2066x\u2069 \u2029\u202F\u2065\u206A", "txt. x \u2029\u202F\u2065\u206A"},
      {"cut \xE2\x80", "cut \xE2\x80"},
      {"cut \xC2", "cut \xC2"},
  };
  for (const Row& row : rows) EXPECT_EQ(Printable(row.text), row.printable) << row.text;
}

}  // namespace
}  // namespace sou
