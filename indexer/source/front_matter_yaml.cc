// SPDX-License-Identifier: GPL-3.0-or-later
//
// YAML through yaml-cpp's events: its node tree shares aliased nodes, so walking one may never end.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <utility>

#include "indexer/source/value_builder.h"

namespace sou::indexer {
namespace {

class Events : public YAML::EventHandler {
 public:
  Events(std::string_view text, ValueBuilder* builder)
      : last_line_(static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1), builder_(builder) {}

  // What is missing at the end, a value or a bracket, is marked behind the text.
  [[nodiscard]] uint32_t Line(const YAML::Mark& mark) const {
    return mark.line < 0 ? 1 : std::min(static_cast<uint32_t>(mark.line) + 1, last_line_);
  }
  [[nodiscard]] uint32_t Column(const YAML::Mark& mark) const {
    const bool behind = mark.line >= 0 && static_cast<uint32_t>(mark.line) >= last_line_;
    return behind || mark.column < 0 ? 0 : static_cast<uint32_t>(mark.column) + 1;
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_->Null(Line(mark));
    Remember(anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    builder_->Scalar(text, tag == "!", Line(mark));
    Remember(anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchored_.find(anchor);
    if (found != anchored_.end()) return builder_->Copy(found->second, Line(mark));
    builder_->Fail(ErrorCode::kInvalidInput, "an alias (*name) points at the list or map it stands in", Line(mark),
                   Column(mark));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(Value::Kind::kList, mark, anchor);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(Value::Kind::kMap, mark, anchor);
  }
  void OnMapEnd() override { Close(); }

 private:
  void Open(Value::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    builder_->Open(kind, Line(mark));
    open_anchors_.push_back(anchor);
  }

  void Close() {
    builder_->Close();
    const YAML::anchor_t anchor = open_anchors_.back();
    open_anchors_.pop_back();
    Remember(anchor);
  }

  void Remember(YAML::anchor_t anchor) {
    if (anchor != 0 && !builder_->failed()) anchored_[anchor] = builder_->last();
  }

  uint32_t last_line_;
  ValueBuilder* builder_;
  std::map<YAML::anchor_t, Value> anchored_;
  std::vector<YAML::anchor_t> open_anchors_;
};

constexpr std::string_view kOpenQuote = "illegal document indicator in scalar";

// yaml-cpp's words and ours; the first row whose text the message begins with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPlainWords = {{
    {"illegal map value",
     "a ':' stands where no key can be: put text that contains ': ' in quotes, and check the indentation"},
    {"unknown token", "text cannot start with this character: put it in quotes"},
    {"illegal tab", "a tab in the indentation: use spaces"},
    {"illegal EOF in scalar", "a quote is never closed"},
    {kOpenQuote, "a quote is never closed"},
    {"end of sequence flow not found", "a '[' is never closed, or a comma is missing"},
    {"end of map flow not found", "a '{' is never closed, or a comma is missing"},
    {"end of map not found", "text after a closing quote or bracket, or a line that is no 'key: value'"},
    {"end of sequence not found", "a line among the '- ' items of a list that is no item"},
    {"the referenced anchor is not defined",
     "text cannot start with '*' (or the alias *name has no anchor &name): put it in quotes"},
    {"anchor not found after &", "text cannot start with '&': put it in quotes"},
    {"alias not found after *", "text cannot start with '*': put it in quotes"},
}};

std::string PlainWords(const std::string& message) {
  for (const auto& [theirs, ours] : kPlainWords) {
    if (message.starts_with(theirs)) return "not valid YAML: " + std::string(ours);
  }
  return "not valid YAML: " + message;
}

// The line of the first character that YAML forbids; 0 if there is none. yaml-cpp lets them pass.
uint32_t FindControlCharacter(std::string_view text) {
  uint32_t line = 1;
  for (const char c : text) {
    if (c == '\n') ++line;
    const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
    if (control) return line;
  }
  return 0;
}

}  // namespace

Result<Value> ParseYaml(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings) {
  ValueBuilder builder(Syntax::kYaml, &place, warnings);
  Events events(text, &builder);
  if (const uint32_t line = FindControlCharacter(text); line > 0) {
    builder.Fail(ErrorCode::kInvalidInput, "not valid YAML: a control character", line);
    return builder.Finish();
  }
  try {
    // yaml-cpp takes the end of the text for a missing quote; a document mark inside quotes it refuses.
    std::istringstream stream(std::string(text) + "\n---\n");
    YAML::Parser parser(stream);
    parser.HandleNextDocument(events);
  } catch (const YAML::Exception& e) {
    if (e.msg.starts_with(kOpenQuote)) {
      const uint32_t opened = builder.last_line();  // of the key before it, in the file
      builder.Fail(ErrorCode::kInvalidInput, PlainWords(e.msg),
                   opened < place.first_line ? 1 : opened - place.first_line + 1);
    }
    builder.Fail(ErrorCode::kInvalidInput, PlainWords(e.msg), events.Line(e.mark), events.Column(e.mark));
  } catch (const std::exception& e) {
    builder.Fail(ErrorCode::kInvalidInput, std::string("not valid YAML: ") + e.what(), 1);
  }
  return builder.Finish();
}

}  // namespace sou::indexer
