// SPDX-License-Identifier: GPL-3.0-or-later
//
// The access log: a line of JSON for each request (query/report/access_line.h). Without the reader's address, unless
// the site's owner asks for it.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "common/base/result.h"
#include "web/server/fd.h"
#include "web/server/http.h"

namespace sou::web {

// Thread-safe.
class AccessLog {
 public:
  // Appends to the file, which is made readable by its owner only; "-" is standard output. kIo if it cannot be opened.
  static Result<std::unique_ptr<AccessLog>> Open(const std::filesystem::path& file, bool addresses);

  // A line that cannot be written is lost, and the first one is told in the server's own log.
  void Write(const Request& request, const Response& response, std::chrono::nanoseconds took);

 private:
  AccessLog(Fd file, std::string name, bool addresses);

  const Fd file_;  // none: standard output
  const std::string name_;
  const bool addresses_;
  std::atomic<bool> failed_{false};
};

}  // namespace sou::web
