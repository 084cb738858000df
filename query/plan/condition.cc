// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/condition.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "common/base/timestamp.h"

namespace sou::query {
namespace {

constexpr std::array<std::pair<Attribute, std::string_view>, 11> kNames = {{
    {Attribute::kId, "id"},
    {Attribute::kPath, "path"},
    {Attribute::kUrl, "url"},
    {Attribute::kLang, "lang"},
    {Attribute::kLangTag, "lang_tag"},
    {Attribute::kTags, "tags"},
    {Attribute::kCategories, "categories"},
    {Attribute::kSection, "section"},
    {Attribute::kAuthors, "authors"},
    {Attribute::kYear, "year"},
    {Attribute::kDate, "date"},
}};

std::optional<double> ReadNumber(std::string_view value) {
  double number = 0;
  const char* end = value.data() + value.size();
  if (value.starts_with('+')) value.remove_prefix(1);
  const auto [stop, failure] = std::from_chars(value.data(), end, number);
  if (failure != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool IsFourDigits(std::string_view value) {
  return value.size() == 4 && value.find_first_not_of("0123456789") == std::string_view::npos;
}

// What a condition costs.
struct Size {
  size_t values = 0;
  size_t scans = 0;
  size_t beginnings = 0;
  bool long_beginning = false;
};

void MeasureLeaf(const Condition& leaf, Size* size) {
  const size_t values = leaf.values.size();
  size->values += std::max<size_t>(values, 1);
  switch (leaf.comparison) {
    case Comparison::kAnyOf:
      if (IsOrdered(leaf.attribute)) size->scans += values;  // each is a range
      return;
    case Comparison::kStartsWith:
      ++size->beginnings;
      size->long_beginning |= values > 0 && leaf.values.front().size() > kMaxBeginningBytes;
      return;
    case Comparison::kExists:
      ++(leaf.attribute == Attribute::kAuthors ? size->beginnings : size->scans);
      return;
    case Comparison::kLess:
    case Comparison::kAtMost:
    case Comparison::kGreater:
    case Comparison::kAtLeast:
    case Comparison::kBetween:
      ++size->scans;
      return;
  }
}

// false: too deep.
bool Measure(const Condition& condition, size_t depth, Size* size) {
  if (depth > kMaxConditionDepth) return false;
  if (condition.kind == Condition::Kind::kLeaf) MeasureLeaf(condition, size);
  for (const Condition& child : condition.children) {
    if (!Measure(child, depth + 1, size)) return false;
  }
  return true;
}

}  // namespace

Condition MakeLeaf(Attribute attribute, Comparison comparison, std::vector<std::string> values) {
  return {.kind = Condition::Kind::kLeaf,
          .children = {},
          .attribute = attribute,
          .comparison = comparison,
          .values = std::move(values)};
}

Condition Negated(Condition condition) {
  if (condition.kind == Condition::Kind::kNot) {
    Condition inner = std::move(condition.children.front());
    return inner;
  }
  Condition negated{.kind = Condition::Kind::kNot, .children = {}, .values = {}};
  negated.children.push_back(std::move(condition));
  return negated;
}

std::string_view AttributeName(Attribute attribute) {
  for (const auto& [known, name] : kNames) {
    if (known == attribute) return name;
  }
  return {};
}

std::optional<Attribute> AttributeByName(std::string_view name) {
  for (const auto& [attribute, known] : kNames) {
    if (known == name) return attribute;
  }
  return std::nullopt;
}

bool IsOrdered(Attribute attribute) { return attribute == Attribute::kYear || attribute == Attribute::kDate; }

bool HasBeginnings(Attribute attribute) {
  switch (attribute) {
    case Attribute::kPath:
    case Attribute::kTags:
    case Attribute::kCategories:
    case Attribute::kSection:
    case Attribute::kAuthors:
      return true;
    case Attribute::kUrl:  // the index has addresses without their ends
    case Attribute::kLang:
    case Attribute::kLangTag:
    case Attribute::kId:
    case Attribute::kYear:
    case Attribute::kDate:
      return false;
  }
  return false;
}

std::optional<NumberSpan> ReadNumberSpan(Attribute attribute, std::string_view value) {
  const bool names_year = attribute == Attribute::kDate && IsFourDigits(value);
  const std::optional<double> number = names_year ? std::nullopt : ReadNumber(value);
  if (number) return NumberSpan{std::ceil(*number), std::floor(*number)};
  if (attribute != Attribute::kDate) return std::nullopt;
  const std::optional<TimeSpan> span = ParseTimeSpan(value);
  if (!span) return std::nullopt;
  return NumberSpan{static_cast<double>(span->first), static_cast<double>(span->last)};
}

Status CheckLimits(const Condition& condition) {
  const Condition* const one = &condition;
  return CheckLimits(std::span<const Condition* const>(&one, 1));
}

Status CheckLimits(std::span<const Condition* const> conditions) {
  const auto too = [](const std::string& what, size_t limit) {
    return Error{ErrorCode::kLimit,
                 "The filter has " + what + " than the " + std::to_string(limit) + " that are allowed."};
  };
  Size size;
  for (const Condition* condition : conditions) {
    if (!Measure(*condition, 0, &size)) return too("more conditions inside each other", kMaxConditionDepth);
  }
  if (size.values > kMaxConditionValues) return too("more values", kMaxConditionValues);
  if (size.scans > kMaxConditionScans) return too("more ranges and tests for existence", kMaxConditionScans);
  if (size.beginnings > kMaxConditionBeginnings)
    return too("more STARTS WITH or tests for authors", kMaxConditionBeginnings);
  if (size.long_beginning) return too("a longer beginning, in bytes,", kMaxBeginningBytes);
  return {};
}

}  // namespace sou::query
