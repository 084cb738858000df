// SPDX-License-Identifier: GPL-3.0-or-later
//
// What narrows the search: the chosen filters, each to be taken away, and the values to choose from
// with their counts. Plain links, so they work without JavaScript. Thread-safe for different
// writers.
#pragma once

#include "web/ui/html_writer.h"
#include "web/ui/page_model.h"

namespace sou::web {

// Nothing if no filter is chosen.
void WriteChosenFilters(const PageModel& model, HtmlWriter* html);

// Nothing if no facet has a value.
void WriteFacets(const PageModel& model, HtmlWriter* html);

[[nodiscard]] bool HasFacetValues(const PageModel& model);

}  // namespace sou::web
