// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that mean the same, of the site and built in. Applied to queries only, so that a change needs no reindex.
// Immutable once made, so safe to share between threads.
#pragma once

#include <vector>

#include "query/plan/word_group.h"

namespace sou::query {

class Synonyms {
 public:
  // Joins neighbouring groups that are together a known word, and adds what else means it.
  void Expand(const UnitReading& reading, std::vector<WordGroup>* groups) const;
};

}  // namespace sou::query
