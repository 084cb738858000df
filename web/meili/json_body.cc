// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/json_body.h"

#include <algorithm>
#include <string>

#include "common/text/utf8.h"
#include "query/render/json.h"

namespace sou::web::meili {
namespace {

constexpr std::string_view kJsonType = "application/json";

Fault Malformed(const std::string& what) {
  return ErrorText{"malformed_payload", "The json payload provided is malformed. `" + what + "`."};
}

Fault CheckContentType(std::string_view header) {
  if (header.empty()) {
    return ErrorText{"missing_content_type",
                     "A Content-Type header is missing. Accepted values for the Content-Type header are: "
                     "`application/json`"};
  }
  std::string_view type = header.substr(0, header.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
  if (std::equal(kJsonType.begin(), kJsonType.end(), type.begin(), type.end(), same)) return std::nullopt;
  return ErrorText{"invalid_content_type", "The Content-Type `" + std::string(type) +
                                               "` is invalid. Accepted values for the Content-Type header are: "
                                               "`application/json`"};
}

// Of brackets outside strings; the parser needs no stack for them, printing and destroying what it read would.
size_t DepthOf(std::string_view text) {
  size_t depth = 0;
  size_t deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …": without the name in brackets.
std::string WhatIsWrong(const nlohmann::json::exception& failure) {
  const std::string_view what = failure.what();
  const size_t end = what.find("] ");
  return text::RepairUtf8(end == std::string_view::npos ? what : what.substr(end + 2));
}

}  // namespace

Fault ReadJsonObject(const Request& request, Json* object) {
  if (Fault fault = CheckContentType(request.Header("content-type"))) return fault;
  if (request.body.empty()) return Malformed("EOF while parsing a value at line 1 column 0");
  if (DepthOf(request.body) > kMaxJsonDepth) return Malformed("recursion limit exceeded");
  try {
    *object = Json::parse(request.body);
  } catch (const Json::exception& failure) {
    return Malformed(WhatIsWrong(failure));
  }
  if (!object->is_object()) {
    return ErrorText{"bad_request", std::string("Invalid value type: expected an object, but found ") +
                                        KindOf(*object) + ": `" + Quoted(*object) + "`"};
  }
  *object = WithoutNulls(std::move(*object));
  return std::nullopt;
}

Json WithoutNulls(Json object) {
  for (auto it = object.begin(); it != object.end();) it = it->is_null() ? object.erase(it) : std::next(it);
  return object;
}

std::string PrintJson(const nlohmann::ordered_json& json) {
  return query::SafeInScript(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json ParseJson(std::string_view text) {
  constexpr bool kExceptions = false;
  if (DepthOf(text) > kMaxJsonDepth) return Json(Json::value_t::discarded);
  return Json::parse(text, nullptr, kExceptions);
}

const char* KindOf(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "an array";
    case Json::value_t::string:
      return "a string";
    case Json::value_t::boolean:
      return "a boolean";
    case Json::value_t::number_integer:
      return value.get<int64_t>() < 0 ? "a negative integer" : "a positive integer";
    case Json::value_t::number_unsigned:
      return "a positive integer";
    case Json::value_t::number_float:
      return "a number";
    case Json::value_t::binary:
    case Json::value_t::discarded:
      break;
  }
  return "something else";
}

std::string Quoted(const Json& value) {
  constexpr size_t kMaxQuoted = 200;
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string_view begin = text::TruncateUtf8(text, kMaxQuoted);
  return std::string(begin) + (begin.size() < text.size() ? "…" : "");
}

}  // namespace sou::web::meili
