// SPDX-License-Identifier: GPL-3.0-or-later
//
// The English names of months and days that generators put into addresses.
#pragma once

#include <array>
#include <string_view>

namespace sou::indexer {

inline constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};
// From Sunday.
inline constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                              "Thursday", "Friday", "Saturday"};

}  // namespace sou::indexer
