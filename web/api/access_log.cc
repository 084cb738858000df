// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/access_log.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "query/report/access_line.h"

namespace sou::web {
AccessLog::AccessLog(Fd file, std::string name, bool addresses)
    : file_(std::move(file)), name_(std::move(name)), addresses_(addresses) {}

Result<std::unique_ptr<AccessLog>> AccessLog::Open(const std::filesystem::path& file, bool addresses) {
  if (file == "-") return std::unique_ptr<AccessLog>(new AccessLog(Fd(), "standard output", addresses));
  Fd opened(open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP));
  if (opened.get() < 0)
    return Error{ErrorCode::kIo, std::string("cannot open the access log: ") + std::strerror(errno), {file.string()}};
  return std::unique_ptr<AccessLog>(new AccessLog(std::move(opened), file.string(), addresses));
}

void AccessLog::Write(const Request& request, const Response& response, std::chrono::nanoseconds took) {
  query::AccessLine line;
  line.time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  line.id = request.id;
  line.method = request.method;
  line.route = response.trace.route;
  line.status = response.status;
  line.ms = std::chrono::duration<double, std::milli>(took).count();
  line.bytes = response.body.size();
  line.query = response.trace.query;
  line.typing = response.trace.typing;
  line.total = response.trace.total;
  line.generation = response.trace.generation;
  line.cache = NameOf(response.trace.cache);
  line.key = request.key;
  if (addresses_) line.client = request.client;
  const std::string text = query::ToJsonLine(line) + "\n";
  // One call, so that lines of several threads do not mix.
  const int fd = file_.get() >= 0 ? file_.get() : STDOUT_FILENO;
  const bool written = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (!written && !failed_.exchange(true))
    spdlog::error("the access log {} misses lines: {}", name_, std::strerror(errno));
}

}  // namespace sou::web
