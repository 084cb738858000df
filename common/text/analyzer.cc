// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/analyzer.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <algorithm>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

// A word longer than this is stored by its parts only, if it has any: it is data, not a name.
constexpr uint32_t kMaxWordBytes = 96;
// Stems of shorter words say nothing that the word doesn't; of longer ones neither.
constexpr uint32_t kMinStemBytes = 3;
constexpr uint32_t kMaxStemBytes = 48;
// A Katakana word of at least so many characters loses a final prolonged sound mark: サーバー is サーバ.
constexpr size_t kMinProlongedCodePoints = 4;

bool IsStemmable(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') && c != '\'';
  });
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A folded run before its characters were simplified; the run itself if it has another number of code points then.
// Kept in *own if it is not one of the two.
std::string_view Spelled(std::string_view run, std::string_view original, std::string* own) {
  if (run == original) return run;
  *own = FoldCase(original);
  return CountCodePoints(*own) == CountCodePoints(run) ? std::string_view(*own) : run;
}

// What is known of a word, or else what `compute` says, kept in the memo if there is room and in *own if not.
template <typename Memo, typename Compute>
std::string_view Remembered(std::string_view word, Memo* memo, std::string* own, const Compute& compute) {
  const bool fits = Memo::Fits(word);
  if (fits) {
    if (const auto* known = memo->Find(word); known != nullptr) return known->view();
  }
  *own = compute();
  typename Memo::Value stem;
  if (!fits || own->size() > sizeof stem.text) return *own;
  stem.size = static_cast<uint8_t>(own->size());
  own->copy(stem.text, own->size());
  return memo->Put(word, stem).view();
}

std::string_view WithoutProlongedEnd(std::string_view word) {
  constexpr std::string_view kProlonged = "ー";
  if (!word.ends_with(kProlonged) || CountCodePoints(word) < kMinProlongedCodePoints) return word;
  size_t position = 0;
  const char32_t first = NextCodePoint(word, &position);
  const bool katakana = first >= 0x30A1 && first <= 0x30FA;
  return katakana ? word.substr(0, word.size() - kProlonged.size()) : word;
}

}  // namespace

std::string AnalyzerId() {
  UVersionInfo icu = {};
  u_getVersion(icu);
  return "sou " + std::to_string(kAnalyzerVersion) + ", ICU " + std::to_string(icu[0]) + "." + std::to_string(icu[1]) +
         ", Unicode " + U_UNICODE_VERSION;
}

struct Analyzer::Job {
  std::string_view original;
  Purpose purpose = Purpose::kDocument;
  uint32_t unit = 0;
  SegmentKind segment = SegmentKind::kWord;
  bool prefix = false;
  const FoldedText* folded = nullptr;
  Sink sink;

  [[nodiscard]] std::string_view Text(ByteRange range) const {
    return folded->text().substr(range.begin, range.end - range.begin);
  }
  [[nodiscard]] std::string_view Original(ByteRange range) const {
    const ByteRange source = folded->ToOriginal(range.begin, range.end);
    return original.substr(source.begin, source.end - source.begin);
  }
  void Emit(TokenKind kind, std::string_view text, ByteRange range, bool version = false) const {
    sink(Token{text, folded->ToOriginal(range.begin, range.end), range, unit, kind, segment, prefix, version});
  }
};

void Analyzer::Analyze(std::string_view text, Purpose purpose, std::string_view language, Sink sink) {
  Fold(text, &folded_);
  SplitSegments(folded_.text(), &segments_);
  ChooseStems(language);
  Job job{text, purpose, 0, SegmentKind::kWord, false, &folded_, sink};
  for (const Segment& segment : segments_) {
    if (segment.kind == SegmentKind::kGap) continue;
    job.segment = segment.kind;
    job.prefix = purpose == Purpose::kTyping && segment.range.end == folded_.text().size();
    AnalyzeOne(job, segment.range);
    ++job.unit;
  }
}

const std::vector<Segment>& Analyzer::Split(std::string_view text) {
  Fold(text, &folded_);
  SplitSegments(folded_.text(), &segments_);
  return segments_;
}

void Analyzer::AnalyzeSegment(std::string_view text, const Segment& segment, Purpose purpose, std::string_view language,
                              Sink sink) {
  const bool prefix = purpose == Purpose::kTyping && segment.range.end == folded_.text().size();
  ChooseStems(language);
  AnalyzeOne({text, purpose, 0, segment.kind, prefix, &folded_, sink}, segment.range);
}

void Analyzer::AnalyzeOne(const Job& job, ByteRange range) {
  switch (job.segment) {
    case SegmentKind::kWord:
      return AnalyzeWord(job, range);
    case SegmentKind::kRun:
    case SegmentKind::kHangul:
      return AnalyzeRun(job, range);
    case SegmentKind::kSymbol:
      return job.Emit(TokenKind::kWord, job.Text(range), range);
    case SegmentKind::kGap:
      return;
  }
}

void Analyzer::AnalyzeWord(const Job& job, ByteRange range) {
  const std::string_view word = job.Text(range);
  SplitWord(word, job.Original(range), &parts_);
  const bool whole = word.size() <= kMaxWordBytes || parts_.parts.empty();
  if (whole) {
    job.Emit(TokenKind::kWord, word, range, parts_.version);
    EmitStem(job, range);
    if (!parts_.joined.empty()) job.Emit(TokenKind::kJoined, parts_.joined, range);
  }
  for (const ByteRange part : parts_.parts) {
    const ByteRange at{range.begin + part.begin, range.begin + part.end};
    job.Emit(TokenKind::kPart, job.Text(at), at);
    if (!parts_.version) EmitStem(job, at);
  }
}

void Analyzer::EmitStem(const Job& job, ByteRange range) {
  const std::string_view word = job.Text(range);
  if (job.prefix || word.size() < kMinStemBytes || word.size() > kMaxStemBytes || !IsStemmable(word)) return;
  const std::string_view stem = StemOf(word);
  if (stem != word && !stem.empty()) job.Emit(TokenKind::kStem, stem, range);
  const std::string_view original = job.Original(range);
  if (IsAscii(original)) return;
  // The stemmer knows the language's accents, which folding took off; readers type either.
  const std::string_view accented = AccentedStemOf(original);
  if (accented != word && accented != stem && !accented.empty()) job.Emit(TokenKind::kStem, accented, range);
}

std::string_view Analyzer::StemOf(std::string_view word) {
  return Remembered(word, &stems_->plain, &stem_, [&] { return std::string(stems_->stemmer.Stem(word)); });
}

std::string_view Analyzer::AccentedStemOf(std::string_view original) {
  return Remembered(original, &stems_->accented, &accented_,
                    [&] { return Fold(stems_->stemmer.Stem(FoldCase(original))); });
}

void Analyzer::AnalyzeRun(const Job& job, ByteRange range) {
  const std::string_view run = job.Text(range);
  if (job.purpose == Purpose::kHighlight) {
    job.Emit(TokenKind::kRun, run, range);
    return;
  }
  if (job.segment == SegmentKind::kHangul) {
    if (run.size() <= kMaxWordBytes) job.Emit(TokenKind::kWord, run, range);
  } else {
    const std::string_view spelled = Spelled(run, job.Original(range), &spelled_);
    for (const ByteRange word : dictionary_.Words(run, spelled)) {
      const ByteRange at{range.begin + word.begin, range.begin + word.end};
      const std::string_view text = job.Text(at);
      if (text.size() <= kMaxWordBytes) job.Emit(TokenKind::kWord, WithoutProlongedEnd(text), at);
    }
  }
  EmitGrams(job, range);
}

void Analyzer::EmitGrams(const Job& job, ByteRange range) {
  const std::string_view text = folded_.text();
  size_t begin = range.begin;
  size_t middle = begin;
  NextCodePoint(text, &middle);
  while (middle < range.end) {
    size_t end = middle;
    NextCodePoint(text, &end);
    const ByteRange gram{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    job.Emit(TokenKind::kGram, job.Text(gram), gram);
    begin = middle;
    middle = end;
  }
  const ByteRange last{static_cast<uint32_t>(begin), range.end};
  const bool lone = begin == range.begin;
  // A document names its runs' last characters too, so that the grams beginning with a character find all its places. A
  // query asks for them only if it has nothing else.
  if (lone || job.purpose == Purpose::kDocument) job.Emit(TokenKind::kGram, job.Text(last), last);
}

void Analyzer::ChooseStems(std::string_view language) {
  if (stems_ != nullptr && language == language_) return;
  language_ = language;
  const std::string_view key = StemmerLanguageOf(language);
  auto found = stems_by_language_.find(key);
  if (found == stems_by_language_.end()) found = stems_by_language_.try_emplace(std::string(key), key).first;
  stems_ = &found->second;
}

}  // namespace sou::text
