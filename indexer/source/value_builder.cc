// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/value_builder.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"

namespace sou::indexer {
namespace {

struct Extent {
  size_t values = 1;
  size_t depth = 1;
};

// Recursion is bounded by kMaxValueDepth, which every tree here has passed.
Extent Measure(const Value& value) {
  Extent extent;
  for (const Value& item : value.items) {
    const Extent inner = Measure(item);
    extent.values += inner.values;
    extent.depth = std::max(extent.depth, inner.depth + 1);
  }
  return extent;
}

bool IsMergeable(const Value& value) {
  return value.IsMap() || (value.IsList() && std::all_of(value.items.begin(), value.items.end(),
                                                         [](const Value& v) { return v.IsMap(); }));
}

}  // namespace

void ValueBuilder::Scalar(std::string text, bool quoted, uint32_t line) {
  if (!Admit(1, 1, line)) return;
  Value value;
  value.kind = Value::Kind::kScalar;
  value.quoted = quoted;
  value.line = FileLine(line);
  value.text = text::RepairUtf8(text);  // escapes can spell broken text even in a valid file
  Add(std::move(value));
}

void ValueBuilder::Null(uint32_t line) {
  if (!Admit(1, 1, line)) return;
  Value value;
  value.line = FileLine(line);
  Add(std::move(value));
}

void ValueBuilder::Open(Value::Kind kind, uint32_t line) {
  if (!Admit(1, 1, line)) return;
  Frame frame;
  frame.value.kind = kind;
  frame.value.line = FileLine(line);
  frames_.push_back(std::move(frame));
}

void ValueBuilder::Close() {
  if (failed() || frames_.empty()) return;
  ApplyMerges(&frames_.back());
  Value value = std::move(frames_.back().value);
  frames_.pop_back();
  Add(std::move(value));
}

void ValueBuilder::Copy(const Value& value, uint32_t line) {
  const Extent extent = Measure(value);
  if (Admit(extent.values, extent.depth, line)) Add(value);
}

void ValueBuilder::Fail(ErrorCode code, std::string message, uint32_t line, uint32_t column) {
  if (!failed()) error_ = Error{code, std::move(message), {place_->path, FileLine(line), column}};
}

void ValueBuilder::Warn(std::string message, uint32_t line) {
  if (!failed()) warnings_->push_back({{place_->path, FileLine(line), 0}, std::move(message)});
}

Result<Value> ValueBuilder::Finish() {
  if (failed()) return *error_;
  return root_ ? std::move(*root_) : Value{};
}

bool ValueBuilder::Admit(size_t count, size_t depth, uint32_t line) {
  if (failed()) return false;
  values_ += count;
  if (values_ > kMaxValues) {
    Fail(ErrorCode::kLimit, "more than " + std::to_string(kMaxValues) + " values (aliases counted where they are used)",
         line);
  } else if (frames_.size() + depth > kMaxValueDepth) {
    Fail(ErrorCode::kLimit, "values nested deeper than " + std::to_string(kMaxValueDepth) + " levels", line);
  }
  return !failed();
}

void ValueBuilder::Add(Value value) {
  last_line_ = value.line;
  if (frames_.empty()) {
    if (!root_) root_ = std::move(value);
    last_ = &*root_;
    return;
  }
  Frame& frame = frames_.back();
  if (frame.value.IsList()) {
    frame.value.items.push_back(std::move(value));
    last_ = &frame.value.items.back();
  } else if (frame.has_key) {
    frame.has_key = false;
    last_ = AddToMap(&frame, std::move(value));
  } else {
    frame.has_key = true;
    frame.key = std::move(value);
    last_ = &frame.key;
  }
}

std::string_view ValueBuilder::WhyNoKey(const Value& key, const Value& value) const {
  if (key.IsList() || key.IsMap()) return "a list or map stands where a key should";
  if (key.kind == Value::Kind::kNull) return "a key is null";
  if (syntax_ != Syntax::kYaml || key.quoted) return {};
  if (key.text == "=") return "'=' is no key";
  if (key.text == "<<" && !IsMergeable(value)) return "'<<' takes over the entries of a map, and this is none";
  if (key.text == "true" || key.text == "false") return "a key is a truth value, no text";
  if (key.text.find_first_not_of("0123456789") == std::string::npos) return "a key is a number, no text";
  return {};
}

// Where the value went.
const Value* ValueBuilder::AddToMap(Frame* frame, Value value) {
  const Value& key = frame->key;
  const uint32_t line = key.line - place_->first_line + 1;
  if (const std::string_view why = WhyNoKey(key, value); !why.empty()) {
    Warn(std::string(why) + "; it is left out with its value", line);
    left_out_ = std::move(value);
    return &left_out_;
  }
  if (syntax_ == Syntax::kYaml && !key.quoted && key.text == "<<") {
    frame->merges.push_back(std::move(value));
    return &frame->merges.back();
  }
  value.key = key.text;
  value.line = key.line;
  const auto [entry, is_new] = frame->keys.try_emplace(key.text, frame->value.items.size());
  if (is_new) {
    frame->value.items.push_back(std::move(value));
  } else {
    Warn("the key '" + key.text + "' " + std::string(kDoubledKey) + "; the last one counts", line);
    frame->value.items[entry->second] = std::move(value);
  }
  return &frame->value.items[entry->second];
}

// YAML 1.1: a map's own keys win over merged ones, earlier merged maps over later ones.
void ValueBuilder::ApplyMerges(Frame* frame) {
  for (Value& merge : frame->merges) {
    std::vector<Value> maps;
    if (merge.IsMap()) {
      maps.push_back(std::move(merge));
    } else {
      maps = std::move(merge.items);
    }
    for (Value& map : maps) {
      for (Value& item : map.items) {
        if (!frame->keys.try_emplace(item.key, frame->value.items.size()).second) continue;
        frame->value.items.push_back(std::move(item));
      }
    }
  }
}

}  // namespace sou::indexer
