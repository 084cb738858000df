// SPDX-License-Identifier: GPL-3.0-or-later
//
// The search page as one HTML document. Pure function, thread-safe.
#pragma once

#include <string>

#include "web/ui/page_model.h"

namespace sou::web {

[[nodiscard]] std::string RenderPage(const PageModel& model);

}  // namespace sou::web
