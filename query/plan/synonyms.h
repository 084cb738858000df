// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that mean the same, of the site and built in. Applied to queries only, so that a change needs no reindex.
// Immutable once made, so safe to share between threads.
//
//   k8s = kubernetes = 쿠버네티스      each finds the others
//   js => javascript                 js also finds javascript
//   zh: 部署 = deploy                 only if the query may be Chinese (query_language.h)
//
// Compared by WordKey. Synonyms of synonyms are not followed.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/base/config.h"
#include "common/base/result.h"
#include "query/plan/query_language.h"
#include "query/plan/word_group.h"

namespace sou::query {

class Synonyms {
 public:
  Synonyms();  // the built-in ones

  // search.synonyms, and the built-in ones if wanted.
  [[nodiscard]] static Result<Synonyms> Read(std::span<const ListItem> entries, bool builtin);

  // Joins neighbouring groups that are together a known word, cuts runs where they hold one, and adds what else means
  // it, as far as any page has that. The longest key wins. Groups that have others already are left alone. Throws
  // Xapian::Error if the database cannot be read.
  void Expand(const UnitReading& reading, const Xapian::Database& database, const QueryLanguage& language,
              std::vector<WordGroup>* groups) const;

 private:
  struct Alternative {
    std::string text;  // as written
    std::string key;
    std::string language;
    double weight = 0;
  };
  class Expansion;

  Status Add(const ListItem& item, double weight);
  void AddBuiltin();
  void Clear();
  void AddPair(std::string_view from, std::string_view to, const std::string& language, double weight);

  std::unordered_map<std::string, std::vector<Alternative>> by_key_;
  size_t max_segments_ = 0;  // of the longest key
  size_t max_bytes_ = 0;
};

}  // namespace sou::query
