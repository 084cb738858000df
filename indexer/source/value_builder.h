// SPDX-License-Identifier: GPL-3.0-or-later
//
// Builds a Value out of a parser's events (scalar, list opens, map closes, …) without recursion and within the limits
// of value.h. The first thing that goes wrong stays: later events are ignored, so a parser that cannot be stopped may
// run on. Thread-compatible.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/value.h"

namespace sou::indexer {

// Part of the warning of a doubled key: some generators refuse such a file.
inline constexpr std::string_view kDoubledKey = "is there twice";

class ValueBuilder {
 public:
  ValueBuilder(Syntax syntax, const DocumentPlace* place, std::vector<Warning>* warnings)
      : syntax_(syntax), place_(place), warnings_(warnings) {}

  // In a map every other value is a key. A key that is no text is left out with its value, with a warning; of a doubled
  // key the last value counts, with a warning; YAML's merge key `<<` takes over the entries of the maps it holds.
  void Scalar(std::string text, bool quoted, uint32_t line);
  void Null(uint32_t line);
  void Open(Value::Kind kind, uint32_t line);  // kList or kMap
  void Close();
  // A finished subtree (of a YAML alias), counted like newly written values.
  void Copy(const Value& value, uint32_t line);
  // Lines here are the document's, from 1.
  void Fail(ErrorCode code, std::string message, uint32_t line, uint32_t column = 0);
  void Warn(std::string message, uint32_t line);

  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] size_t depth() const { return frames_.size(); }
  // The list or map that the last Close() closed, the scalar or null before it; only valid until the next event.
  [[nodiscard]] const Value& last() const { return *last_; }
  // The file's line of that value; valid for ever.
  [[nodiscard]] uint32_t last_line() const { return last_line_; }
  [[nodiscard]] Result<Value> Finish();

 private:
  struct Frame {
    Value value;
    std::map<std::string, size_t> keys;  // where in value.items
    Value key;
    bool has_key = false;
    std::vector<Value> merges;  // the values of `<<`
  };

  bool Admit(size_t count, size_t depth, uint32_t line);
  void Add(Value value);
  const Value* AddToMap(Frame* frame, Value value);
  // Why YAML's key cannot name a field; empty if it can.
  [[nodiscard]] std::string_view WhyNoKey(const Value& key, const Value& value) const;
  static void ApplyMerges(Frame* frame);
  [[nodiscard]] uint32_t FileLine(uint32_t line) const { return place_->first_line + line - 1; }

  Syntax syntax_;
  const DocumentPlace* place_;
  std::vector<Warning>* warnings_;
  std::vector<Frame> frames_;
  std::optional<Value> root_;
  Value left_out_;                  // the last value that no map took
  const Value* last_ = &left_out_;  // where the last value went: copying it would cost its size at every level
  std::optional<Error> error_;
  uint32_t last_line_ = 0;
  size_t values_ = 0;
};

}  // namespace sou::indexer
