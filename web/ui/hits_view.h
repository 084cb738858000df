// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of hits and the links to its other pages. Thread-safe for different writers.
#pragma once

#include "web/ui/html_writer.h"
#include "web/ui/page_model.h"

namespace sou::web {

void WriteHits(const PageModel& model, HtmlWriter* html);

// Nothing if all hits are on this page.
void WritePaging(const PageModel& model, HtmlWriter* html);

}  // namespace sou::web
