// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the search page says, in each language it speaks: one table. Text is plain; {} stands for
// what is inserted. Pure functions over constants, thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "common/base/timestamp.h"

namespace sou::web {

struct Strings {
  std::string_view code;  // for lang attributes and ?ui=
  std::string_view name;  // of the language, in itself
  std::string_view search;
  std::string_view query_label;
  std::string_view skip_link;
  std::string_view results_title;  // {}: query
  std::string_view one_result;
  std::string_view results;        // {}: number
  std::string_view about_results;  // {}: number
  std::string_view newest_pages;
  std::string_view some_words;
  std::string_view corrected;     // {}: the query searched instead
  std::string_view did_you_mean;  // {}: a query that may have been meant
  std::string_view nothing;       // {}: query
  std::string_view nothing_at_all;
  std::string_view try_spelling;
  std::string_view try_fewer;
  std::string_view without_filters;
  std::string_view past_end;
  std::string_view first_page;
  std::string_view filters;
  std::string_view clear_filters;
  std::string_view remove_filter;  // {}: value
  std::string_view language;
  std::string_view tags;
  std::string_view categories;
  std::string_view section;
  std::string_view year;
  std::string_view more;
  std::string_view sort_by;
  std::string_view by_relevance;
  std::string_view by_date;
  std::string_view pages;
  std::string_view previous;
  std::string_view next;
  std::string_view page;     // {}: number
  std::string_view page_of;  // {} {}: number, count
  std::string_view in_this_page;
  std::string_view tips;
  std::string_view word;  // as an example in the tips
  std::string_view tip_phrase;
  std::string_view tip_without;
  std::string_view tip_title;
  std::string_view tip_prefix;
  std::string_view failed;
  std::string_view bad_address;
  std::string_view unavailable;
  std::string_view page_language;
  std::string_view date;  // {0}: year, {1}: month's number, {2}: day, {3}: English month
};

[[nodiscard]] std::span<const Strings> AllStrings();

// The language asked for by ?ui=, else the first of Accept-Language that there is, else English.
// Regions are understood: zh-TW, zh-HK and zh-MO are Traditional Chinese.
[[nodiscard]] const Strings& ChooseStrings(std::string_view ui, std::string_view accept_language);

// "1,234".
[[nodiscard]] std::string FormatCount(size_t count);
[[nodiscard]] std::string FormatDate(const Strings& strings, const Timestamp& time);
// The template with its {} replaced.
[[nodiscard]] std::string Insert(std::string_view text, std::string_view value);

// The language's own name for tags as sites write them ("zh-tw": 繁體中文); the tag itself if Sou
// has no name for it.
[[nodiscard]] std::string LanguageName(std::string_view tag);

}  // namespace sou::web
