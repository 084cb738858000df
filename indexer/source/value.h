// SPDX-License-Identifier: GPL-3.0-or-later
//
// One tree for YAML, TOML and JSON: scalars keep the text the author wrote, so that `title: 2048`, `0123`, `1.10` and
// `yes` stay what they are; whoever reads a field decides what it means. Plain data, thread-compatible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sou::indexer {

struct Warning {
  Place place;
  std::string message;

  bool operator==(const Warning&) const = default;
};

struct Value {
  enum class Kind : uint8_t { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;       // a scalar in quotes (or a block of text): never a number, date or truth value
  uint32_t line = 0;         // in the file, from 1
  std::string key;           // in a map: its key, as authored
  std::string text;          // of a scalar
  std::vector<Value> items;  // of a list, or of a map in the order of the file; a map's keys are distinct

  [[nodiscard]] bool IsScalar() const { return kind == Kind::kScalar; }
  [[nodiscard]] bool IsList() const { return kind == Kind::kList; }
  [[nodiscard]] bool IsMap() const { return kind == Kind::kMap; }

  // The map's entry of that key; nullptr if there is none or this is no map. ASCII letters match in either case: Hugo
  // reads `Title:` as `title:`. An exact match wins over another case. Linear, so not to be called per entry.
  [[nodiscard]] const Value* Find(std::string_view wanted) const;
  // Find along nested maps.
  [[nodiscard]] const Value* Find(std::string_view outer, std::string_view inner) const;
};

// Adds those entries of `defaults` whose keys the map does not have (in either case of ASCII letters); a null becomes a
// map. Nested maps are not merged.
void AddDefaults(const Value& defaults, Value* map);

// Sets all lines to 0: the tree is used for another file than the one it stands in, where they would lead astray.
void ForgetLines(Value* value);

// How large a tree a file may make: YAML aliases make an exponential one out of 1 KB.
inline constexpr size_t kMaxValues = 100'000;
inline constexpr size_t kMaxValueDepth = 64;

enum class Syntax : uint8_t { kYaml, kToml, kJson };

// Where a document stands, for the places in errors, warnings and Value::line.
struct DocumentPlace {
  std::string path;
  uint32_t first_line = 1;  // the file line of the document's first line
};

// Reads one document; its root is a map, or (YAML, JSON) whatever it holds; an empty document is kNull. Doubled keys:
// the last one counts, as in Hugo, with a warning (TOML forbids them, so does this). Fails with kInvalidInput and the
// place in the file, or kLimit beyond kMaxValues or kMaxValueDepth. Thread-safe.
[[nodiscard]] Result<Value> ParseYaml(std::string_view text, const DocumentPlace& place,
                                      std::vector<Warning>* warnings);
[[nodiscard]] Result<Value> ParseToml(std::string_view text, const DocumentPlace& place,
                                      std::vector<Warning>* warnings);
[[nodiscard]] Result<Value> ParseJson(std::string_view text, const DocumentPlace& place,
                                      std::vector<Warning>* warnings);
[[nodiscard]] Result<Value> ParseDocument(Syntax syntax, std::string_view text, const DocumentPlace& place,
                                          std::vector<Warning>* warnings);

}  // namespace sou::indexer
