// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/record.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "common/store/varint.h"

namespace sou::store {
namespace {

constexpr size_t kSizeBytes = 4;

Error Damaged(const char* how) { return {ErrorCode::kCorrupt, std::string("a stored page is damaged: ") + how}; }

constexpr uint64_t Zigzag(int64_t number) {
  return static_cast<uint64_t>(number) << 1 ^ static_cast<uint64_t>(number >> 63);
}
constexpr int64_t Unzigzag(uint64_t number) {
  return static_cast<int64_t>(number >> 1) ^ -static_cast<int64_t>(number & 1);
}

// The fields of a record in their order: one list for writing and reading.
template <typename Heading, typename Visitor>
void VisitHeading(Heading& heading, Visitor* visitor) {
  visitor->Visit(heading.level);
  visitor->Visit(heading.text);
  visitor->Visit(heading.anchor);
  visitor->Visit(heading.offset);
}
template <typename CodeBlock, typename Visitor>
void VisitCodeBlock(CodeBlock& code, Visitor* visitor) {
  visitor->Visit(code.begin);
  visitor->Visit(code.end);
  visitor->Visit(code.language);
}
template <typename Page, typename Visitor>
void VisitPage(Page& page, Visitor* visitor) {
  const auto visit = [&](auto&... fields) { (visitor->Visit(fields), ...); };
  visit(page.id, page.path, page.url, page.title, page.subtitle, page.description, page.summary, page.date,
        page.lastmod, page.language, page.language_tag, page.language_from, page.translation_key, page.tags,
        page.categories, page.section, page.authors, page.draft, page.aliases, page.headings, page.code_blocks,
        page.image_alts, page.extra);
}

class FieldWriter {
 public:
  explicit FieldWriter(std::string* out) : out_(out) {}

  void Visit(bool flag) { Number(flag ? 1 : 0); }
  void Visit(uint8_t number) { Number(number); }
  void Visit(uint32_t number) { Number(number); }
  void Visit(LanguageFrom from) { Number(static_cast<uint8_t>(from)); }
  void Visit(const std::string& text) {
    Number(text.size());
    *out_ += text;
  }
  void Visit(const std::optional<Timestamp>& time) {
    Visit(time.has_value());
    if (!time) return;
    Number(Zigzag(time->unix_seconds));
    Number(Zigzag(time->offset_minutes));
  }
  void Visit(const Heading& heading) { VisitHeading(heading, this); }
  void Visit(const CodeBlock& code) { VisitCodeBlock(code, this); }
  template <typename T>
  void Visit(const std::vector<T>& items) {
    Number(items.size());
    for (const T& item : items) Visit(item);
  }

 private:
  void Number(uint64_t number) { AppendVarint(number, out_); }

  std::string* out_;
};

// After the first thing that no record has, everything else is empty.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : bytes_(bytes) {}

  // Everything was there, and nothing is left.
  [[nodiscard]] bool ok() const { return ok_ && bytes_.empty(); }

  void Visit(bool& flag) { flag = NumberUpTo<uint8_t>(1) != 0; }
  void Visit(uint8_t& number) { number = NumberUpTo<uint8_t>(UINT8_MAX); }
  void Visit(uint32_t& number) { number = NumberUpTo<uint32_t>(UINT32_MAX); }
  void Visit(LanguageFrom& from) {
    from = static_cast<LanguageFrom>(NumberUpTo(static_cast<uint8_t>(LanguageFrom::kScript)));
  }
  void Visit(std::string& text) {
    const auto size = NumberUpTo<uint64_t>(bytes_.size());
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(std::min<uint64_t>(size, bytes_.size()));
  }
  void Visit(std::optional<Timestamp>& time) {
    bool there = false;
    Visit(there);
    if (!there) return;
    const int64_t seconds = Unzigzag(Number());
    const int64_t minutes = Unzigzag(Number());
    if (!std::in_range<int16_t>(minutes)) return Fail();
    time = Timestamp{seconds, static_cast<int16_t>(minutes)};
  }
  void Visit(Heading& heading) { VisitHeading(heading, this); }
  void Visit(CodeBlock& code) { VisitCodeBlock(code, this); }
  template <typename T>
  void Visit(std::vector<T>& items) {
    constexpr uint64_t kMostAtOnce = 1000;
    const auto length = NumberUpTo<uint64_t>(bytes_.size());  // an item takes a byte at least
    items.reserve(std::min(length, kMostAtOnce));
    for (uint64_t i = 0; i < length && ok_; ++i) Visit(items.emplace_back());
  }

 private:
  void Fail() {
    ok_ = false;
    bytes_ = {};
  }
  uint64_t Number() {
    uint64_t number = 0;
    size_t read = 0;
    if (!ReadVarint(bytes_, &read, &number)) Fail();
    bytes_.remove_prefix(std::min(read, bytes_.size()));
    return number;
  }
  template <typename T>
  T NumberUpTo(T most) {
    const uint64_t number = Number();
    if (number <= most) return static_cast<T>(number);
    Fail();
    return 0;
  }

  std::string_view bytes_;
  bool ok_ = true;
};

bool OffsetsAreValid(const Page& page) {
  const size_t size = page.body.size();
  return std::all_of(page.headings.begin(), page.headings.end(), [&](const Heading& h) { return h.offset <= size; }) &&
         std::all_of(page.code_blocks.begin(), page.code_blocks.end(),
                     [&](const CodeBlock& c) { return c.begin <= c.end && c.end <= size; });
}

}  // namespace

std::string EncodePage(const Page& page) {
  std::string fields;
  FieldWriter writer(&fields);
  VisitPage(page, &writer);
  std::string bytes;
  bytes.reserve(kSizeBytes + fields.size() + page.body.size());
  for (size_t shift = 0; shift < 8 * kSizeBytes; shift += 8)
    bytes += static_cast<char>((fields.size() >> shift) & 0xFF);
  return bytes += fields += page.body;
}

Result<std::string_view> StoredBody(std::string_view bytes) {
  if (bytes.size() < kSizeBytes) return Damaged("it is no record");
  size_t size = 0;
  for (size_t i = kSizeBytes; i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  if (size > bytes.size() - kSizeBytes) return Damaged("it is no record");
  return bytes.substr(kSizeBytes + size);
}

Result<Page> DecodePage(std::string_view bytes) {
  const Result<std::string_view> body = StoredBody(bytes);
  if (!body.ok()) return body.error();
  FieldReader reader(bytes.substr(kSizeBytes, bytes.size() - kSizeBytes - body->size()));
  Page page;
  VisitPage(page, &reader);
  if (!reader.ok()) return Damaged("it is no record");
  page.body = *body;
  if (!OffsetsAreValid(page)) return Damaged("an offset lies outside its text");
  return page;
}

}  // namespace sou::store
