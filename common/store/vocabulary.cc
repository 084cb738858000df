// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/vocabulary.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

#include "common/store/fixed.h"
#include "common/store/varint.h"
#include "common/text/segment.h"
#include "common/text/utf8.h"

namespace sou::store {
namespace {

constexpr std::string_view kMagic = "SOUWORD1";
constexpr size_t kHeaderBytes = 24;
constexpr uint32_t kWordsPerBlock = 16;
constexpr uint64_t kMaxFileBytes = UINT32_MAX;  // offsets have 32 bits

bool IsKana(char32_t c) { return c >= 0x3041 && c <= 0x30FF; }

Error Corrupt(const std::string& what) {
  return {ErrorCode::kCorrupt, "not a vocabulary: " + what + "; rebuild the index with sou-index --full"};
}

}  // namespace

bool IsVocabularyWord(std::string_view word) {
  if (word.empty() || word.size() > kMaxVocabularyWordBytes) return false;
  std::vector<text::Segment> segments;
  text::SplitSegments(word, &segments);
  if (segments.size() != 1) return false;
  if (segments[0].kind == text::SegmentKind::kWord || segments[0].kind == text::SegmentKind::kHangul) return true;
  for (size_t position = 0; position < word.size();) {
    if (!IsKana(text::NextCodePoint(word, &position))) return false;
  }
  return true;
}

// ---------------------------------------------------------------- writing

Result<VocabularyWriter> VocabularyWriter::Create(const std::filesystem::path& path) {
  std::FILE* file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) {
    return Error{ErrorCode::kIo, "cannot create: " + std::generic_category().message(errno), {path.string()}};
  }
  VocabularyWriter writer(path, file);
  writer.Write(std::string(kHeaderBytes, '\0'));  // filled in at the end
  return writer;
}

// What goes wrong is remembered by the file and said by Finish().
void VocabularyWriter::Write(std::string_view bytes) { std::fwrite(bytes.data(), 1, bytes.size(), file_.get()); }

void VocabularyWriter::Add(const VocabularyWord& word) {
  assert((words_ == 0 || last_ < word.text) && word.text.size() <= kMaxVocabularyWordBytes);
  const bool first = words_ % kWordsPerBlock == 0;
  if (first) offsets_.push_back(static_cast<uint32_t>(bytes_));
  const size_t shared = first ? 0 : CommonBytes(last_, word.text);
  std::string entry;
  AppendVarint(static_cast<uint32_t>(shared), &entry);
  AppendVarint(static_cast<uint32_t>(word.text.size() - shared), &entry);
  entry += word.text.substr(shared);
  AppendVarint(word.pages, &entry);
  AppendVarint(word.title_pages, &entry);
  Write(entry);
  bytes_ += entry.size();
  ++words_;
  last_ = word.text;
}

Status VocabularyWriter::Finish() {
  std::string offsets;
  for (const uint32_t offset : offsets_) AppendFixed(offset, 4, &offsets);
  Write(offsets);
  std::string header(kMagic);
  AppendFixed(words_, 4, &header);
  AppendFixed(offsets_.size(), 4, &header);
  AppendFixed(bytes_, 8, &header);
  std::FILE* file = file_.get();
  const bool placed = std::fseek(file, 0, SEEK_SET) == 0;
  Write(header);
  const bool written = placed && std::fflush(file) == 0 && std::ferror(file) == 0;
  file_.reset();
  if (!written) return Error{ErrorCode::kIo, "cannot write the vocabulary", {path_.string()}};
  if (bytes_ + offsets.size() + kHeaderBytes > kMaxFileBytes) {
    return Error{ErrorCode::kLimit, "the vocabulary has more than 4 GB", {path_.string()}};
  }
  return {};
}

// ---------------------------------------------------------------- reading

// A place among the entries. Reads nothing outside of them, whatever they say.
class Vocabulary::Cursor {
 public:
  explicit Cursor(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  // The next entry is the block's first.
  void SeekBlock(uint32_t block) {
    position_ = vocabulary_.OffsetOf(block);
    next_ = block * kWordsPerBlock;
  }

  // false at the end, or where an entry is broken.
  bool Next() {
    if (next_ >= vocabulary_.words_) return false;
    uint32_t shared = 0;
    uint32_t rest = 0;
    const std::string_view entries = vocabulary_.entries_;
    const bool sizes = ReadVarint(entries, &position_, &shared) && ReadVarint(entries, &position_, &rest);
    if (!sizes || shared > text_.size() || rest > entries.size() - position_ ||
        shared + rest > kMaxVocabularyWordBytes) {
      return false;
    }
    // Where the words part, the later one has the greater byte, or the other has ended.
    ascends_ = rest > 0 && (shared == text_.size() ||
                            static_cast<unsigned char>(entries[position_]) > static_cast<unsigned char>(text_[shared]));
    text_.replace(shared, std::string::npos, entries, position_, rest);
    position_ += rest;
    shared_ = shared;
    if (!ReadVarint(entries, &position_, &pages_) || !ReadVarint(entries, &position_, &title_pages_)) return false;
    ++next_;
    return true;
  }

  // Moves to the first word behind those that begin with `prefix`, which the current one does.
  bool SkipPrefix(std::string_view prefix) {
    while (next_ % kWordsPerBlock != 0) {
      if (!Next()) return false;
      if (shared_ < prefix.size() && !word().starts_with(prefix)) return true;
    }
    // Blocks that begin so lie together: double the step, then halve it.
    uint32_t block = next_ / kWordsPerBlock;
    const auto begins_so = [&](uint32_t number) {
      return number < vocabulary_.blocks_ && vocabulary_.HeadOf(number).starts_with(prefix);
    };
    if (begins_so(block)) {
      uint32_t step = 1;
      while (begins_so(block + step)) {
        block += step;
        step *= 2;
      }
      for (; step > 0; step /= 2) {
        if (begins_so(block + step)) block += step;
      }
      SeekBlock(block);
    }
    while (Next()) {
      if (!word().starts_with(prefix)) return true;
    }
    return false;
  }

  [[nodiscard]] std::string_view word() const { return text_; }
  [[nodiscard]] VocabularyWord counted() const { return {text_, pages_, title_pages_}; }
  [[nodiscard]] size_t position() const { return position_; }
  [[nodiscard]] uint32_t shared() const { return shared_; }
  // Within a block: the word comes behind the one before it.
  [[nodiscard]] bool ascends() const { return ascends_; }

 private:
  const Vocabulary& vocabulary_;
  size_t position_ = 0;
  uint32_t next_ = 0;  // number of the word that Next() reads
  std::string text_;
  uint32_t pages_ = 0;
  uint32_t title_pages_ = 0;
  uint32_t shared_ = 0;
  bool ascends_ = false;
};

Result<Vocabulary> Vocabulary::Open(const std::filesystem::path& path) {
  Result<MappedFile> file = MappedFile::Open(path, kMaxFileBytes);
  if (!file.ok()) return file.error();
  Vocabulary vocabulary;
  vocabulary.file_ = std::move(*file);
  if (Status status = vocabulary.Read(vocabulary.file_.bytes()); !status.ok()) {
    return Error{status.error().code, status.error().message, {path.string()}};
  }
  return vocabulary;
}

Result<Vocabulary> Vocabulary::FromBytes(std::string_view bytes) {
  Vocabulary vocabulary;
  if (Status status = vocabulary.Read(bytes); !status.ok()) return status.error();
  return vocabulary;
}

Status Vocabulary::Read(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) return Corrupt("its beginning is another");
  words_ = static_cast<uint32_t>(ReadFixed(bytes, 8, 4));
  blocks_ = static_cast<uint32_t>(ReadFixed(bytes, 12, 4));
  const uint64_t entry_bytes = ReadFixed(bytes, 16, 8);
  const uint64_t behind = bytes.size() - kHeaderBytes;
  if (entry_bytes > behind || behind - entry_bytes != uint64_t{blocks_} * 4) return Corrupt("its size is another");
  if (blocks_ != words_ / kWordsPerBlock + (words_ % kWordsPerBlock == 0 ? 0 : 1)) {
    return Corrupt("its numbers disagree");
  }
  entries_ = bytes.substr(kHeaderBytes, entry_bytes);
  offsets_ = bytes.substr(kHeaderBytes + entry_bytes);
  return Check();
}

Status Vocabulary::Check() const {
  Cursor cursor(*this);
  std::string head;  // the word before a block
  for (uint32_t i = 0; i < words_; ++i) {
    const bool first = i % kWordsPerBlock == 0;
    if (first && OffsetOf(i / kWordsPerBlock) != cursor.position()) return Corrupt("a block lies elsewhere");
    if (first) head = cursor.word();
    if (!cursor.Next()) return Corrupt("an entry is broken");
    if (first && cursor.shared() != 0) return Corrupt("a block does not stand alone");
    if (first ? cursor.word() <= head : !cursor.ascends()) return Corrupt("its words are not sorted");
  }
  if (cursor.position() != entries_.size()) return Corrupt("something follows its words");
  return {};
}

uint32_t Vocabulary::OffsetOf(uint32_t block) const {
  return static_cast<uint32_t>(ReadFixed(offsets_, size_t{block} * 4, 4));
}

std::string_view Vocabulary::HeadOf(uint32_t block) const {
  size_t at = OffsetOf(block);
  uint32_t shared = 0;
  uint32_t size = 0;
  if (!ReadVarint(entries_, &at, &shared) || !ReadVarint(entries_, &at, &size)) return {};
  return entries_.substr(std::min(at, entries_.size()), size);
}

// 0 if every block begins behind the word.
uint32_t Vocabulary::LastBlockUpTo(std::string_view word) const {
  uint32_t low = 0;
  uint32_t high = blocks_;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    (HeadOf(middle) <= word ? low : high) = middle;
  }
  return low;
}

Vocabulary::Range Vocabulary::BeginningWith(std::string_view prefix) {
  Range range{std::string(prefix), std::string(prefix)};
  while (!range.end.empty() && range.end.back() == '\xFF') range.end.pop_back();
  if (!range.end.empty()) ++range.end.back();
  return range;
}

VocabularyWord Vocabulary::Find(std::string_view word) const {
  VocabularyWord found{word, 0, 0};
  EachIn({std::string(word), std::string(word) + '\0'}, [&](const VocabularyWord& same) {
    found.pages = same.pages;
    found.title_pages = same.title_pages;
  });
  return found;
}

void Vocabulary::EachIn(const Range& range, Sink sink) const {
  if (words_ == 0) return;
  Cursor cursor(*this);
  cursor.SeekBlock(LastBlockUpTo(range.begin));
  while (cursor.Next()) {
    if (!range.end.empty() && cursor.word() >= range.end) return;
    if (cursor.word() >= range.begin) sink(cursor.counted());
  }
}

// ---------------------------------------------------------------- near words

namespace {

// The table of distances between the beginnings of a query (columns) and of a word (rows). Only the cells within
// max_edits of the diagonal can be within the limit; the others are over it.
class EditTable {
 public:
  EditTable(std::string_view query, uint32_t max_edits) : max_(max_edits), over_(max_edits + 1) {
    for (size_t position = 0; position < query.size();) query_.push_back(text::NextCodePoint(query, &position));
    rows_.push_back(Row(query_.size() + 1, over_));
    for (uint32_t j = 0; j <= std::min<size_t>(max_, query_.size()); ++j) rows_[0][j] = j;
    ends_.push_back(0);
    word_.push_back(0);
  }

  [[nodiscard]] size_t columns() const { return query_.size(); }
  [[nodiscard]] size_t end() const { return ends_[depth_]; }  // bytes of the word that have rows
  [[nodiscard]] uint32_t distance() const { return rows_[depth_].back(); }

  // Gives up the rows of what lies behind the first `bytes`.
  void Keep(size_t bytes) {
    while (ends_[depth_] > bytes) --depth_;
  }

  // The row of the word's next code point, which ends at `end`; false if no word that goes on so is near.
  bool Push(char32_t c, size_t end) {
    const size_t i = depth_ + 1;
    if (i > query_.size() + max_) return false;
    if (rows_.size() == i) {
      rows_.emplace_back(query_.size() + 1, over_);
      ends_.push_back(0);
      word_.push_back(0);
    }
    word_[i] = c;
    ends_[i] = end;
    if (!Fill(i)) return false;
    depth_ = i;
    return true;
  }

 private:
  using Row = std::vector<uint32_t>;

  // Fills row i; false if all of it is over the limit. Cells off the band were made so and are never written.
  bool Fill(size_t i) {
    Row& row = rows_[i];
    const Row& above = rows_[i - 1];
    const size_t first = i > max_ ? i - max_ : 0;
    const size_t last = std::min(query_.size(), i + max_);
    uint32_t least = over_;
    for (size_t j = first; j <= last; ++j) {
      row[j] = j == 0 ? static_cast<uint32_t>(i) : Cell(i, j, row, above);
      least = std::min(least, row[j]);
    }
    return least <= max_;
  }

  [[nodiscard]] uint32_t Cell(size_t i, size_t j, const Row& row, const Row& above) const {
    const char32_t c = word_[i];
    uint32_t best = above[j - 1] + (query_[j - 1] == c ? 0 : 1);
    best = std::min({best, above[j] + 1, row[j - 1] + 1});
    const bool swapped = i > 1 && j > 1 && query_[j - 2] == c && query_[j - 1] == word_[i - 1];
    if (swapped) best = std::min(best, rows_[i - 2][j - 2] + 1);
    return std::min(best, over_);
  }

  uint32_t max_;
  uint32_t over_;
  std::u32string query_;
  std::vector<Row> rows_;
  std::vector<size_t> ends_;    // of each row's code point, in bytes of the word
  std::vector<char32_t> word_;  // the code point of each row
  size_t depth_ = 0;
};

}  // namespace

void Vocabulary::EachNear(std::string_view word, uint32_t max_edits, const Range& range, NearSink sink) const {
  EditTable table(word, max_edits);
  if (words_ == 0 || table.columns() == 0 || table.columns() > kMaxNearCodePoints) return;
  Cursor cursor(*this);
  cursor.SeekBlock(LastBlockUpTo(range.begin));
  std::string path;  // the word that the rows are of, and perhaps a code point more
  bool more = cursor.Next();
  while (more && cursor.word() < range.begin) more = cursor.Next();
  while (more) {
    const std::string_view text = cursor.word();
    if (!range.end.empty() && text >= range.end) return;
    table.Keep(CommonBytes(path, text));
    size_t position = table.end();
    bool near = true;
    while (near && position < text.size()) {
      const char32_t c = text::NextCodePoint(text, &position);
      near = table.Push(c, position);
    }
    path.assign(text.substr(0, position));
    if (near) {
      if (table.distance() <= max_edits) sink(cursor.counted(), table.distance());
      more = cursor.Next();
    } else {
      more = cursor.SkipPrefix(path);
    }
  }
}

}  // namespace sou::store
