// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which languages a search may be in, for synonyms that are meant for one: by its lang filter; without one by the
// scripts of its words, since a few words tell no more. Hangul is Korean, Kana is Japanese, Han without Kana is Chinese
// or Japanese; an alphabet is anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/parse/ast.h"
#include "query/search/request.h"

namespace sou::query {

class QueryLanguage {
 public:
  QueryLanguage() = default;  // any
  // Filters are the request's and those in the query itself.
  QueryLanguage(const Node& root, const Filters& filters);

  // `language` is a primary subtag; "" is any.
  [[nodiscard]] bool MayBe(std::string_view language) const;

 private:
  void Look(const Node& node);
  void LookAtScripts(std::string_view text);

  std::vector<std::string> filtered_;  // primary subtags
  bool han_ = false;
  bool kana_ = false;
  bool hangul_ = false;
};

}  // namespace sou::query
