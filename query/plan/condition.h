// SPDX-License-Identifier: GPL-3.0-or-later
//
// A boolean expression over what is known of pages: which of them a search may find at all. Plain data and pure
// functions, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sou::query {

// What a condition looks at. Text is compared after folding (case, width, accents, Traditional/Simplified), but for ids
// and paths, which are compared byte for byte, and addresses, which are compared as store::AddressKey has them.
enum class Attribute : uint8_t {
  kId,
  kPath,
  kUrl,  // the page's address, or an alias
  kLang,
  kLangTag,
  kTags,
  kCategories,
  kSection,
  kAuthors,
  kYear,  // in the page's own zone
  kDate,  // seconds since the epoch
};

enum class Comparison : uint8_t {
  kAnyOf,  // one of the values; of a date: within one of them
  kLess,   // these five are of years and dates alone, and have one value
  kAtMost,
  kGreater,
  kAtLeast,
  kBetween,     // two values, both inclusive
  kStartsWith,  // one value; not of years, dates and ids
  kExists,      // the page has any value; no value is given
};

struct Condition {
  enum class Kind : uint8_t { kAll, kAny, kNot, kLeaf };
  Kind kind = Kind::kAll;
  std::vector<Condition> children;  // kNot: one
  // Of a kLeaf:
  Attribute attribute = Attribute::kId;
  Comparison comparison = Comparison::kAnyOf;
  std::vector<std::string> values;  // a year or date that cannot be read is on no page

  bool operator==(const Condition&) const = default;
};

[[nodiscard]] Condition MakeLeaf(Attribute attribute, Comparison comparison, std::vector<std::string> values = {});
// NOT (NOT x) becomes x.
[[nodiscard]] Condition Negated(Condition condition);

// The name in filters and documents: "lang_tag".
[[nodiscard]] std::string_view AttributeName(Attribute attribute);
[[nodiscard]] std::optional<Attribute> AttributeByName(std::string_view name);
// Years and dates.
[[nodiscard]] bool IsOrdered(Attribute attribute);
// Whether kStartsWith is understood.
[[nodiscard]] bool HasBeginnings(Attribute attribute);

// The numbers [first, last] that a value stands for; none if first > last. A number is itself. Of a date, four digits
// are a year and 2023-05 or 2023-05-01 what they name; any other number is seconds. nullopt: the value is neither.
struct NumberSpan {
  double first = 0;
  double last = 0;
};
[[nodiscard]] std::optional<NumberSpan> ReadNumberSpan(Attribute attribute, std::string_view value);

// ---- limits: what is larger would keep a thread busy for long, or end its stack

inline constexpr size_t kMaxConditionDepth = 200;
inline constexpr size_t kMaxConditionValues = 10'000;  // in all its leaves
inline constexpr size_t kMaxConditionScans = 100;      // leaves that cost a look at every page
inline constexpr size_t kMaxConditionBeginnings = 3;   // leaves that cost a look at every term of an attribute
inline constexpr size_t kMaxBeginningBytes = 128;      // of kStartsWith: the index cuts what is longer

// kLimit says which limit was passed.
[[nodiscard]] Status CheckLimits(const Condition& condition);
// The same of several that are answered together: all but the depth hold for their sum.
[[nodiscard]] Status CheckLimits(std::span<const Condition* const> conditions);

}  // namespace sou::query
