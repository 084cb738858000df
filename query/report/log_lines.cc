// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/log_lines.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace sou::query {
namespace {

struct Compression {
  std::string_view magic;  // first bytes of a file
  std::string_view name;
  std::string_view reader;
};
constexpr std::array<Compression, 4> kCompressions = {{{"\x1f\x8b", "gzip", "zcat"},
                                                       {"\x28\xb5\x2f\xfd", "zstd", "zstdcat"},
                                                       {"BZh", "bzip2", "bzcat"},
                                                       {"\xfd"
                                                        "7zXZ",
                                                        "xz", "xzcat"}}};

Error SystemError(const std::string& what, const std::string& file) {
  const int number = errno;
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code, what + ": " + std::generic_category().message(number), {LogName(file)}};
}

Status CheckPlain(std::string_view beginning, const std::string& file) {
  for (const Compression& compression : kCompressions) {
    if (!beginning.starts_with(compression.magic)) continue;
    return Error{ErrorCode::kUnsupported,
                 fmt::format("is compressed by {}; read it so: {} {} | sou-search --log - --report", compression.name,
                             compression.reader, file == "-" ? "FILE" : file),
                 {LogName(file)}};
  }
  return {};
}

// Cuts what is read into lines. `rest_` is the beginning of a line that has not ended.
class Splitter {
 public:
  explicit Splitter(OnLogLine on_line) : on_line_(on_line) {}

  void Add(std::string_view bytes) {
    while (!bytes.empty()) {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      rest_.append(bytes.substr(0, std::min(end, kMaxLogLineBytes - rest_.size())));
      if (end == bytes.size()) return;
      Finish();
      bytes.remove_prefix(end + 1);
    }
  }
  void Finish() {
    ++number_;
    if (rest_.ends_with('\r')) rest_.pop_back();
    if (!rest_.empty()) on_line_(rest_, number_);
    rest_.clear();
  }

 private:
  OnLogLine on_line_;
  std::string rest_;
  uint64_t number_ = 0;
};

// Of the descriptor, which stays open.
Status ReadLines(int fd, const std::string& file, OnLogLine on_line) {
  Splitter splitter(on_line);
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
  bool first = true;
  while (true) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("cannot read", file);
    if (got == 0) break;
    const std::string_view bytes(buffer.data(), static_cast<size_t>(got));
    if (first) {
      if (Status status = CheckPlain(bytes, file); !status.ok()) return status;
      first = false;
    }
    splitter.Add(bytes);
  }
  splitter.Finish();
  return {};
}

}  // namespace

Status ForEachLogLine(const std::string& file, OnLogLine on_line) {
  if (file == "-") return ReadLines(STDIN_FILENO, file, on_line);
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError("cannot open", file);
  Status status = ReadLines(fd, file, on_line);
  ::close(fd);
  return status;
}

std::string LogName(const std::string& file) { return file == "-" ? "standard input" : file; }

}  // namespace sou::query
