// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/field_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace sou::web::meili {
namespace {

const FieldRule* Find(std::span<const FieldRule> rules, std::string_view name) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const FieldRule& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

std::string NamesOf(std::span<const FieldRule> rules) {
  std::string names;
  for (const FieldRule& rule : rules) names += (names.empty() ? "`" : ", `") + std::string(rule.name) + "`";
  return names;
}

const char* Expected(FieldKind kind) {
  switch (kind) {
    case FieldKind::kText:
      return "a string";
    case FieldKind::kCount:
      return "a positive integer";
    case FieldKind::kFlag:
      return "a boolean";
    case FieldKind::kNumber:
      return "a number";
    case FieldKind::kTexts:
      return "an array";
    case FieldKind::kAny:
      break;
  }
  return "a value";
}

bool IsOf(FieldKind kind, const Json& value) {
  switch (kind) {
    case FieldKind::kText:
      return value.is_string();
    case FieldKind::kCount:
      return value.is_number_integer() && (value.is_number_unsigned() || value.get<int64_t>() >= 0);
    case FieldKind::kFlag:
      return value.is_boolean();
    case FieldKind::kNumber:
      return value.is_number();
    case FieldKind::kTexts:
      return value.is_array();
    case FieldKind::kAny:
      break;
  }
  return true;
}

ErrorText WrongType(const FieldRule& rule, FieldKind kind, const std::string& place, const Json& value) {
  return {std::string(rule.code), "Invalid value type at `" + place + "`: expected " + Expected(kind) + ", but found " +
                                      KindOf(value) + ": `" + Quoted(value) + "`"};
}

Fault CheckField(const FieldRule& rule, const Json& value, const std::string& place) {
  if (!IsOf(rule.kind, value)) return WrongType(rule, rule.kind, place, value);
  if (rule.kind != FieldKind::kTexts) return std::nullopt;
  for (size_t i = 0; i < value.size(); ++i) {
    if (!value[i].is_string())
      return WrongType(rule, FieldKind::kText, place + "[" + std::to_string(i) + "]", value[i]);
  }
  return std::nullopt;
}

Json SplitCommas(std::string_view text) {
  Json list = Json::array();
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    if (comma > 0) list.push_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

template <typename Number>
std::optional<Json> ParseNumber(std::string_view text) {
  Number number{};
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(static_cast<double>(number))) return std::nullopt;  // "nan"
  return number;
}

std::optional<Json> ParseFlag(std::string_view text) {
  if (text == "true" || text == "false") return text == "true";
  return std::nullopt;
}

// A filter of a URL may be an array, too.
Json ParseAny(const std::string& text) {
  if (!text.starts_with('[')) return text;
  Json value = ParseJson(text);
  return value.is_discarded() ? Json(text) : value;
}

std::optional<Json> ParseParam(FieldKind kind, const std::string& text) {
  switch (kind) {
    case FieldKind::kText:
      return text;
    case FieldKind::kCount:
      return ParseNumber<uint64_t>(text);
    case FieldKind::kFlag:
      return ParseFlag(text);
    case FieldKind::kNumber:
      return ParseNumber<double>(text);
    case FieldKind::kTexts:
      return SplitCommas(text);
    case FieldKind::kAny:
      break;
  }
  return ParseAny(text);
}

}  // namespace

Fault CheckFields(const Json& object, std::span<const FieldRule> rules, std::string_view path) {
  for (const auto& [name, value] : object.items()) {
    const FieldRule* rule = Find(rules, name);
    if (rule == nullptr) {
      const std::string inside = path.empty() ? "" : " inside `" + std::string(path) + "`";
      return ErrorText{"bad_request", "Unknown field `" + name + "`" + inside + ": expected one of " + NamesOf(rules)};
    }
    if (Fault fault = CheckField(*rule, value, std::string(path) + "." + name)) return fault;
  }
  return std::nullopt;
}

Fault ReadParams(const Params& params, std::span<const FieldRule> rules, Json* object) {
  *object = Json::object();
  for (const auto& [name, text] : params) {
    const FieldRule* rule = Find(rules, name);
    if (rule == nullptr)
      return ErrorText{"bad_request", "Unknown parameter `" + name + "`: expected one of " + NamesOf(rules)};
    std::optional<Json> value = ParseParam(rule->kind, text);
    if (!value) {
      const std::string hint = rule->kind == FieldKind::kFlag ? ", expected either `true` or `false`" : "";
      return ErrorText{std::string(rule->code), "Invalid value in parameter `" + name + "`: could not parse `" + text +
                                                    "` as " + Expected(rule->kind) + hint};
    }
    (*object)[name] = *std::move(value);
  }
  return std::nullopt;
}

}  // namespace sou::web::meili
