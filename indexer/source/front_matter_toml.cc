// SPDX-License-Identifier: GPL-3.0-or-later
//
// TOML through toml++, numbers and dates cut from the source as they were written.
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/value_builder.h"

namespace sou::indexer {
namespace {

// toml++ frees its tables recursively, so a key of 100,000 dots would overflow the stack.
constexpr size_t kMaxDotsInLine = 256;

// The first line with more dots outside quotes than that; 0 if there is none.
uint32_t FindDottedBomb(std::string_view text) {
  for (uint32_t line_number = 1; !text.empty(); ++line_number) {
    size_t dots = 0;
    char quote = 0;
    for (const char c : TakeLine(&text)) {
      if (quote == 0 && c == '#') break;
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && c == '.') {
        ++dots;
      }
    }
    if (dots > kMaxDotsInLine) return line_number;
  }
  return 0;
}

class Converter {
 public:
  Converter(std::string_view text, ValueBuilder* builder) : builder_(builder) {
    while (!text.empty()) {
      lines_.push_back(text.substr(0, text.find('\n')));
      text.remove_prefix(std::min(text.size(), lines_.back().size() + 1));
    }
  }

  // Recursion is bounded by toml++'s own nesting limit (256) and kMaxDotsInLine.
  void Convert(const toml::node& node) {
    if (const toml::table* table = node.as_table()) {
      Table(*table);
    } else if (const toml::array* array = node.as_array()) {
      builder_->Open(Value::Kind::kList, Line(node));
      for (const toml::node& item : *array) Convert(item);
      builder_->Close();
    } else if (const auto* text = node.as_string()) {
      builder_->Scalar(text->get(), true, Line(node));
    } else if (const auto* truth = node.as_boolean()) {
      builder_->Scalar(truth->get() ? "true" : "false", false, Line(node));
    } else {
      builder_->Scalar(Source(node), false, Line(node));
    }
  }

 private:
  void Table(const toml::table& table) {
    builder_->Open(Value::Kind::kMap, Line(table));
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;  // toml++ sorts them by name
    for (auto&& [key, node] : table) entries.emplace_back(&key, &node);
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first->source().begin.line, a.first->source().begin.column) <
             std::pair(b.first->source().begin.line, b.first->source().begin.column);
    });
    for (const auto& [key, node] : entries) {
      builder_->Scalar(std::string(key->str()), true, std::max<uint32_t>(key->source().begin.line, 1));
      Convert(*node);
    }
    builder_->Close();
  }

  static uint32_t Line(const toml::node& node) { return std::max<uint32_t>(node.source().begin.line, 1); }

  // A number or date is one word on one line; toml++ counts columns in code points.
  std::string Source(const toml::node& node) const {
    const toml::source_region& source = node.source();
    if (source.begin.line < 1 || source.begin.line > lines_.size()) return {};
    const std::string_view line = lines_[source.begin.line - 1];
    const size_t begin = ByteOf(line, source.begin.column);
    return std::string(TrimSpace(line.substr(begin, ByteOf(line, source.end.column) - begin)));
  }

  static size_t ByteOf(std::string_view line, uint32_t column) {
    size_t byte = 0;
    for (uint32_t i = 1; i < column && byte < line.size(); ++i) text::NextCodePoint(line, &byte);
    return byte;
  }

  ValueBuilder* builder_;
  std::vector<std::string_view> lines_;
};

}  // namespace

Result<Value> ParseToml(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings) {
  ValueBuilder builder(Syntax::kToml, &place, warnings);
  if (const uint32_t line = FindDottedBomb(text); line > 0) {
    builder.Fail(ErrorCode::kLimit, "a key with more than " + std::to_string(kMaxDotsInLine) + " dots", line);
    return builder.Finish();
  }
  try {
    const toml::table table = toml::parse(text, std::string_view(place.path));
    Converter(text, &builder).Convert(table);
  } catch (const toml::parse_error& e) {
    builder.Fail(ErrorCode::kInvalidInput, "not valid TOML: " + std::string(e.description()),
                 std::max<uint32_t>(e.source().begin.line, 1), e.source().begin.column);
  } catch (const std::exception& e) {
    builder.Fail(ErrorCode::kInvalidInput, std::string("not valid TOML: ") + e.what(), 1);
  }
  return builder.Finish();
}

}  // namespace sou::indexer
