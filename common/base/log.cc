// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <string>

namespace sou {

void InitLogging(std::string_view program, bool verbose) {
  auto logger = spdlog::stderr_color_mt(std::string(program));
  logger->set_pattern("%n: %^%l%$: %v");
  logger->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace sou
