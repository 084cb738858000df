// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jsonl/site.h"

#include <algorithm>
#include <map>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/nearest.h"
#include "indexer/source/ascii.h"
#include "indexer/source/byte_hash.h"
#include "indexer/source/content_file.h"
#include "indexer/source/dependency_hash.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/jsonl/line_file.h"
#include "indexer/source/jsonl/page_json.h"
#include "indexer/source/path_rules.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxUnknownFields = 100;

// `text` is one line, without its end.
Result<Value> ParseLine(std::string text, const Place& place, std::vector<Warning>* warnings) {
  std::replace(text.begin(), text.end(), '\r', ' ');  // else taken for the line ends of an old Mac
  Result<std::string> checked = CheckText(std::move(text), place.path);
  if (!checked.ok()) {
    Error error = checked.error();
    error.place.line = place.line;
    return error;
  }
  return ParseJson(*checked, {place.path, place.line}, warnings);
}

class JsonLinesSite : public SiteSource {
 public:
  JsonLinesSite(LineFile file, SourceOptions options)
      : file_(std::move(file)),
        options_(std::move(options)),
        publishing_(options_),
        rules_(options_.include, options_.exclude),
        base_path_(BasePath(options_.base_url)),
        site_hash_(HashOf(std::string_view("jsonl"), HashOfOptions(options_, publishing_), base_path_)) {}

  // Called once, before anything else.
  Status Scan() {
    const auto on_line = [this](const FileLine& line) { AddLine(line); };
    if (Status status = file_.Scan(options_.max_file_bytes, on_line); !status.ok()) return status;
    if (!document_error_.ok()) return document_error_;
    by_path_.clear();
    SortListing(&listing_);
    WarnOfUnknownFields();
    return {};
  }

  [[nodiscard]] std::string_view Kind() const override { return "jsonl"; }
  [[nodiscard]] Result<Listing> List() const override { return listing_; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] ReadOutcome Read(const SourceFile& file) const override {
    ReadOutcome outcome;
    outcome.looks_at = 0;
    Result<JsonPage> page = ReadPage(file, &outcome.warnings);
    if (!page.ok() || !outcome.warnings.empty()) outcome.looks_at = kLooksAtPlace;
    if (!page.ok()) {
      outcome.skipped = page.error();
      return outcome;
    }
    outcome.valid_until = HoldsUntil(page->meta, publishing_);
    outcome.left_out = WhyUnpublished(page->meta, publishing_);
    if (!outcome.left_out) outcome.page = std::move(page->page);
    return outcome;
  }

  [[nodiscard]] uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const override {
    const bool at_place = (looks_at & kLooksAtPlace) != 0;
    return HashOf(site_hash_, at_place ? file_.name() : std::string(), at_place ? file.line : 0);
  }

  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& file) const override {
    const Result<std::string> bytes = file_.ReadAt(file.offset, file.size);
    if (!bytes.ok()) return bytes.error();
    return indexer::HashOfBytes(*bytes);
  }

 private:
  [[nodiscard]] Place PlaceOf(uint32_t line) const { return {file_.name(), line, 0}; }

  void AddLine(const FileLine& line) {
    if (line.too_long) {
      listing_.skipped.push_back({ErrorCode::kLimit,
                                  "the line has " + std::to_string(line.size) + " bytes, more than the limit of " +
                                      std::to_string(options_.max_file_bytes) + " (max_file_bytes)",
                                  PlaceOf(line.number)});
      return;
    }
    std::string_view text = line.text;
    if (line.number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = TrimSpace(text);
    if (text.empty() || !document_error_.ok()) return;
    CheckFirst(text, line.number);
    std::vector<Warning> later;  // Read gives them again
    const Result<Value> fields = ParseLine(std::string(text), PlaceOf(line.number), &later);
    const Result<std::string> path =
        fields.ok() ? PageJsonPath(*fields, PlaceOf(line.number)) : Result<std::string>(fields.error());
    if (path.ok()) {
      NoteUnknownFields(*fields, line.number);
      AddPage(*path, line);
    } else {
      listing_.skipped.push_back(path.error());
    }
  }

  // A whole document, not a line of it: no line could be read, and the reader should learn why only once.
  void CheckFirst(std::string_view text, uint32_t number) {
    const bool is_first = std::exchange(is_first_, false);
    if (!is_first || (text.front() != '[' && text != "{")) return;
    const std::string filter = text.front() == '[' ? "'.[]'" : ".";
    document_error_ = Error{ErrorCode::kInvalidInput,
                            "a JSON document over the whole file, not JSON Lines; write a page a line: jq -c " + filter,
                            PlaceOf(number)};
  }

  void AddPage(const std::string& path, const FileLine& line) {
    if (std::string reason = rules_.WhyNot(path, false); !reason.empty()) {
      listing_.left_out.push_back({path, std::move(reason)});
      return;
    }
    const SourceFile file{path, line.size, file_.mtime_ns(), line.offset, line.number};
    const auto [known, is_new] = by_path_.try_emplace(path, listing_.files.size());
    if (is_new) {
      listing_.files.push_back(file);
      return;
    }
    SourceFile& before = listing_.files[known->second];
    listing_.left_out.push_back({path, "replaced by a later line (" + std::to_string(before.line) + " by " +
                                           std::to_string(line.number) + ")"});
    before = file;
  }

  void NoteUnknownFields(const Value& fields, uint32_t line) {
    const auto known = PageJsonFields();
    for (const Value& item : fields.items) {
      const auto is_item = [&](std::string_view name) { return EqualsIgnoringCase(name, item.key); };
      if (unknown_.size() >= kMaxUnknownFields || std::any_of(known.begin(), known.end(), is_item)) continue;
      unknown_.try_emplace(item.key, line);
    }
  }

  void WarnOfUnknownFields() {
    for (const auto& [name, line] : unknown_) {
      const std::optional<std::string_view> near = NearestName(name, PageJsonFields());
      std::string message = "the field '" + name + "' is not known and ignored";
      if (near) message.append("; did you mean '").append(*near).append("'?");
      warnings_.push_back({PlaceOf(line), std::move(message)});
    }
  }

  [[nodiscard]] Result<JsonPage> ReadPage(const SourceFile& file, std::vector<Warning>* warnings) const {
    const Place place = PlaceOf(file.line);
    Result<std::string> text = file_.ReadAt(file.offset, file.size);
    if (!text.ok()) return text.error();
    const Result<Value> fields = ParseLine(std::move(*text), place, warnings);
    if (!fields.ok()) return fields.error();
    return PageFromJson(*fields, {place, base_path_, options_.language, options_.max_table_cells}, warnings);
  }

  // Constant after Scan().
  LineFile file_;
  SourceOptions options_;
  Publishing publishing_;
  PathRules rules_;
  std::string base_path_;
  uint64_t site_hash_;  // what every page rests on
  Listing listing_;
  std::vector<Warning> warnings_;

  // Of the scan.
  std::unordered_map<std::string, size_t> by_path_;  // where in listing_.files
  std::map<std::string, uint32_t> unknown_;          // fields, and the first line that has them
  Status document_error_;
  bool is_first_ = true;
};

}  // namespace

Result<bool> IsJsonLines(const fs::path& path) {
  std::error_code code;
  if (path == "-") return true;
  if (fs::is_directory(path, code)) return false;
  if (!fs::is_regular_file(path, code)) return true;
  const std::string extension = AsciiLower(path.extension().string());
  return extension == ".jsonl" || extension == ".ndjson" || extension == ".json";
}

Result<std::unique_ptr<SiteSource>> OpenJsonLines(const fs::path& path, const SourceOptions& options) {
  Result<LineFile> file = LineFile::Open(path);
  if (!file.ok()) return file.error();
  auto site = std::make_unique<JsonLinesSite>(std::move(*file), options);
  if (Status status = site->Scan(); !status.ok()) return status.error();
  return std::unique_ptr<SiteSource>(std::move(site));
}

}  // namespace sou::indexer
