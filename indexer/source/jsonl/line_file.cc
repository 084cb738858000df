// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jsonl/line_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace sou::indexer {
namespace {

constexpr size_t kChunkBytes = 1 << 18;

Error SystemError(const std::string& what, const std::string& name) {
  const int number = errno;
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code, what + ": " + std::generic_category().message(number), {name}};
}

int64_t MtimeOf(const struct stat& info) { return int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec; }

// read() that is not ended by a signal.
ssize_t ReadSome(int fd, char* buffer, size_t size) {
  ssize_t got = -1;
  do {
    got = ::read(fd, buffer, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

bool WriteAll(int fd, const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(fd, bytes, size);
    if (written < 0 && errno != EINTR) return false;
    if (written < 0) continue;
    bytes += written;
    size -= static_cast<size_t>(written);
  }
  return true;
}

// Copies all of `from` to a new file that nobody else sees; its descriptor.
Result<int> Spool(int from, const std::string& name) {
  std::error_code code;
  std::string pattern = (std::filesystem::temp_directory_path(code) / "sou-lines-XXXXXX").string();
  const int fd = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (fd < 0) return SystemError("cannot make a temporary file for what is read from", name);
  ::unlink(pattern.c_str());
  std::string buffer(kChunkBytes, '\0');
  while (true) {
    const ssize_t got = ReadSome(from, buffer.data(), buffer.size());
    if (got == 0) return fd;
    if (got > 0 && WriteAll(fd, buffer.data(), static_cast<size_t>(got))) continue;
    const Error error = SystemError(got < 0 ? "cannot read" : "cannot write a temporary copy", name);
    ::close(fd);
    return error;
  }
}

// Cuts a file into lines as its chunks come.
class Cutter {
 public:
  Cutter(uint64_t max_bytes, FunctionRef<void(const FileLine&)> on_line) : max_bytes_(max_bytes), on_line_(on_line) {}

  void Add(std::string_view chunk) {
    while (!chunk.empty()) {
      const size_t end = chunk.find('\n');
      Append(chunk.substr(0, end));
      if (end == std::string_view::npos) return;
      EndLine(1);
      chunk.remove_prefix(end + 1);
    }
  }

  void Finish() {
    if (line_.size > 0) EndLine(0);
  }

 private:
  void Append(std::string_view part) {
    line_.size += part.size();
    line_.too_long = line_.too_long || line_.size > max_bytes_ + 1;  // one more may be the '\r'
    if (!line_.too_long) text_ += part;
  }

  void EndLine(uint64_t end_bytes) {
    const uint64_t next = line_.offset + line_.size + end_bytes;
    ++line_.number;
    if (!line_.too_long && text_.ends_with('\r')) {
      text_.pop_back();
      --line_.size;
    }
    line_.too_long = line_.too_long || line_.size > max_bytes_;
    line_.text = line_.too_long ? std::string_view() : std::string_view(text_);
    on_line_(line_);
    line_ = {.offset = next, .number = line_.number};
    text_.clear();
  }

  uint64_t max_bytes_;
  FunctionRef<void(const FileLine&)> on_line_;
  FileLine line_;
  std::string text_;
};

}  // namespace

Result<LineFile> LineFile::Open(const std::filesystem::path& path) {
  const bool is_input = path == "-";
  const std::string name = is_input ? "standard input" : path.string();
  LineFile source(is_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC),
                  name);
  if (source.fd_ < 0) return SystemError("cannot open", name);
  struct stat info = {};
  if (::fstat(source.fd_, &info) != 0) return SystemError("cannot look at", name);
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::kInvalidArgument, "a folder, not a file of JSON Lines", {name}};
  if (is_input || !S_ISREG(info.st_mode)) {
    const Result<int> copy = Spool(source.fd_, name);
    if (!copy.ok()) return copy.error();
    LineFile spooled(*copy, name);
    if (::fstat(spooled.fd_, &info) != 0) return SystemError("cannot look at a temporary copy of", name);
    spooled.mtime_ns_ = MtimeOf(info);
    return spooled;
  }
  source.mtime_ns_ = MtimeOf(info);
  return source;
}

LineFile::~LineFile() {
  if (fd_ >= 0) ::close(fd_);
}

LineFile::LineFile(LineFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)), mtime_ns_(other.mtime_ns_) {}

LineFile& LineFile::operator=(LineFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  name_ = std::move(other.name_);
  mtime_ns_ = other.mtime_ns_;
  return *this;
}

Status LineFile::Scan(uint64_t max_bytes, FunctionRef<void(const FileLine&)> on_line) const {
  if (::lseek(fd_, 0, SEEK_SET) < 0) return SystemError("cannot read", name_);
  Cutter cutter(max_bytes, on_line);
  std::string buffer(kChunkBytes, '\0');
  while (true) {
    const ssize_t got = ReadSome(fd_, buffer.data(), buffer.size());
    if (got < 0) return SystemError("cannot read", name_);
    if (got == 0) break;
    cutter.Add(std::string_view(buffer).substr(0, static_cast<size_t>(got)));
  }
  cutter.Finish();
  return {};
}

Result<std::string> LineFile::ReadAt(uint64_t offset, uint64_t size) const {
  std::string bytes(size, '\0');
  size_t read = 0;
  while (read < bytes.size()) {
    const ssize_t got = ::pread(fd_, bytes.data() + read, bytes.size() - read, static_cast<off_t>(offset + read));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("cannot read", name_);
    if (got == 0) break;
    read += static_cast<size_t>(got);
  }
  bytes.resize(read);
  return bytes;
}

}  // namespace sou::indexer
