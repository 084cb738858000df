// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/value.h"

#include <unordered_set>

#include "indexer/source/ascii.h"

namespace sou::indexer {

const Value* Value::Find(std::string_view wanted) const {
  if (!IsMap()) return nullptr;
  const Value* other_case = nullptr;
  for (const Value& item : items) {
    if (item.key == wanted) return &item;
    if (other_case == nullptr && EqualsIgnoringCase(item.key, wanted)) other_case = &item;
  }
  return other_case;
}

const Value* Value::Find(std::string_view outer, std::string_view inner) const {
  const Value* map = Find(outer);
  return map == nullptr ? nullptr : map->Find(inner);
}

void AddDefaults(const Value& defaults, Value* map) {
  if (map->kind == Value::Kind::kNull) map->kind = Value::Kind::kMap;
  std::unordered_set<std::string> keys;
  for (const Value& item : map->items) keys.insert(AsciiLower(item.key));
  for (const Value& item : defaults.items) {
    if (keys.insert(AsciiLower(item.key)).second) map->items.push_back(item);
  }
}

// Recursion is bounded by kMaxValueDepth.
void ForgetLines(Value* value) {
  value->line = 0;
  for (Value& item : value->items) ForgetLines(&item);
}

Result<Value> ParseDocument(Syntax syntax, std::string_view text, const DocumentPlace& place,
                            std::vector<Warning>* warnings) {
  switch (syntax) {
    case Syntax::kYaml:
      return ParseYaml(text, place, warnings);
    case Syntax::kToml:
      return ParseToml(text, place, warnings);
    case Syntax::kJson:
      break;
  }
  return ParseJson(text, place, warnings);
}

}  // namespace sou::indexer
