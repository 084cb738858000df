// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON through nlohmann's SAX events, which keep a number's own spelling. They carry no positions, so the iterator that
// feeds the parser counts lines.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/value_builder.h"

namespace sou::indexer {
namespace {

using nlohmann::json;

struct Position {
  const char* at = nullptr;
  uint32_t line = 1;
  const char* line_begin = nullptr;
};

// A single pass over the text that reports to a shared Position.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Position* position) : at_(at), position_(position) {}

  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') {
      ++position_->line;
      position_->line_begin = at_ + 1;
    }
    position_->at = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  Position* position_;
};

// The end of a token that may be megabytes long and cut a character.
std::string EndOf(std::string_view token) {
  constexpr size_t kShownBytes = 60;
  return text::RepairUtf8(token.substr(token.size() - std::min(token.size(), kShownBytes)));
}

class Events : public nlohmann::json_sax<json> {
 public:
  Events(ValueBuilder* builder, const Position* position) : builder_(builder), position_(position) {}

  bool null() override {
    builder_->Null(position_->line);
    return !builder_->failed();
  }
  bool boolean(bool value) override { return Scalar(value ? "true" : "false", false); }
  bool number_integer(number_integer_t value) override { return Scalar(std::to_string(value), false); }
  bool number_unsigned(number_unsigned_t value) override { return Scalar(std::to_string(value), false); }
  bool number_float(number_float_t, const string_t& text) override { return Scalar(text, false); }
  bool string(string_t& text) override { return Scalar(text, true); }
  bool binary(binary_t&) override { return false; }  // JSON has none
  bool key(string_t& text) override { return Scalar(text, true); }
  bool start_object(std::size_t) override { return Open(Value::Kind::kMap); }
  bool start_array(std::size_t) override { return Open(Value::Kind::kList); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::detail::exception&) override {
    const auto column = static_cast<uint32_t>(position_->at - position_->line_begin);
    builder_->Fail(ErrorCode::kInvalidInput, "not valid JSON near '" + EndOf(token) + "'", position_->line, column);
    return false;
  }

 private:
  bool Scalar(std::string text, bool quoted) {
    builder_->Scalar(std::move(text), quoted, position_->line);
    return !builder_->failed();
  }
  bool Open(Value::Kind kind) {
    builder_->Open(kind, position_->line);
    return !builder_->failed();
  }
  bool Close() {
    builder_->Close();
    return !builder_->failed();
  }

  ValueBuilder* builder_;
  const Position* position_;
};

}  // namespace

Result<Value> ParseJson(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings) {
  ValueBuilder builder(Syntax::kJson, &place, warnings);
  Position position{text.data(), 1, text.data()};
  Events events(&builder, &position);
  try {
    const char* end = text.data() + text.size();
    json::sax_parse(CountingIterator(text.data(), &position), CountingIterator(end, &position), &events);
  } catch (const std::exception& e) {
    builder.Fail(ErrorCode::kInvalidInput, std::string("not valid JSON: ") + e.what(), position.line);
  }
  return builder.Finish();
}

}  // namespace sou::indexer
