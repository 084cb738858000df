// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/vocabulary_builder.h"

#include <xapian.h>

#include <string>
#include <string_view>
#include <utility>

#include "common/store/generation.h"
#include "common/store/schema.h"
#include "common/store/vocabulary.h"

namespace sou::indexer {
namespace {

using store::TermField;
using store::VocabularyWriter;

// Where no word of a vocabulary lies: terms with a prefix, and words of Han.
struct Gap {
  std::string_view begin;
  std::string_view end;
};
constexpr Gap kGaps[] = {{"A", "["}, {"\u3400", "\uA000"}};

void AddWords(const Xapian::Database& database, VocabularyWriter* writer) {
  const std::string_view title_prefix = store::RuleOf(TermField::kTitleWord).prefix;
  Xapian::TermIterator title = database.allterms_begin(std::string(title_prefix));
  const Xapian::TermIterator no_title = database.allterms_end(std::string(title_prefix));
  Xapian::TermIterator term = database.allterms_begin();
  const Xapian::TermIterator end = database.allterms_end();
  while (term != end) {
    const std::string word = *term;
    bool skipped = false;
    for (const Gap& gap : kGaps) {
      if (word < gap.begin || word >= gap.end) continue;
      term.skip_to(std::string(gap.end));
      skipped = true;
      break;
    }
    if (skipped) continue;
    const std::string in_title = store::MakeTerm(TermField::kTitleWord, word);
    if (title != no_title) title.skip_to(in_title);
    const uint32_t title_pages = title != no_title && *title == in_title ? title.get_termfreq() : 0;
    if (store::IsVocabularyWord(word)) writer->Add({word, term.get_termfreq(), title_pages});
    ++term;
  }
}

}  // namespace

Status BuildVocabulary(const std::filesystem::path& generation) {
  const std::filesystem::path path = store::VocabularyPath(generation);
  Result<VocabularyWriter> writer = VocabularyWriter::Create(path);
  if (!writer.ok()) return writer.error();
  try {
    AddWords(Xapian::Database(store::DatabasePath(store::BasePath(generation)).string()), &*writer);
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kIo, "cannot read the terms back: " + error.get_description(), {path.string()}};
  }
  return writer->Finish();
}

}  // namespace sou::indexer
