// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/synonyms.h"

namespace sou::query {

void Synonyms::Expand(const UnitReading& /*reading*/, std::vector<WordGroup>* /*groups*/) const {}

}  // namespace sou::query
