// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace sou {
namespace {

Error SystemError(const std::string& what, const std::filesystem::path& path) {
  const int number = errno;
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code, what + ": " + std::generic_category().message(number), {path.string()}};
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }

 private:
  int fd_;
};

Status WriteAll(int fd, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return SystemError("cannot write", path);
    }
    content.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

Status WriteAndSync(const std::filesystem::path& path, std::string_view content) {
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd.valid()) return SystemError("cannot create", path);
  if (Status status = WriteAll(fd.get(), content, path); !status.ok()) return status;
  if (::fsync(fd.get()) != 0) return SystemError("cannot sync", path);
  return {};
}

Status Sync(const std::filesystem::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid()) return SystemError("cannot open to sync", path);
  if (::fsync(fd.get()) != 0) return SystemError("cannot sync", path);
  return {};
}

}  // namespace

Result<std::string> ReadFile(const std::filesystem::path& path, uint64_t max_bytes) {
  // O_NONBLOCK: opening a named pipe among the content must not wait for a writer.
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid()) return SystemError("cannot open", path);
  struct stat info = {};
  if (::fstat(fd.get(), &info) != 0) return SystemError("cannot look at", path);
  if (!S_ISREG(info.st_mode)) return Error{ErrorCode::kIo, "not a regular file", {path.string()}};

  std::string content(std::min<uint64_t>(static_cast<uint64_t>(info.st_size), max_bytes) + 1, '\0');
  size_t size = 0;
  while (true) {
    if (size == content.size()) content.resize(content.size() * 2);  // it grew while we read
    const ssize_t got = ::read(fd.get(), content.data() + size, content.size() - size);
    if (got < 0) {
      if (errno == EINTR) continue;
      return SystemError("cannot read", path);
    }
    if (got == 0) break;
    size += static_cast<size_t>(got);
    if (size > max_bytes) {
      return Error{
          ErrorCode::kLimit, "larger than the limit of " + std::to_string(max_bytes) + " bytes", {path.string()}};
    }
  }
  content.resize(size);
  return content;
}

Status WriteFileDurably(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path temporary = path;
  temporary += ".tmp";
  Status status = WriteAndSync(temporary, content);
  if (status.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) status = SystemError("cannot rename to", path);
  if (!status.ok()) {
    ::unlink(temporary.c_str());
    return status;
  }
  return Sync(path.has_parent_path() ? path.parent_path() : ".");
}

Status SyncFolder(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::directory_iterator entries(folder, code);
  if (code) return Error{ErrorCode::kIo, "cannot list: " + code.message(), {folder.string()}};
  for (const auto& entry : entries) {
    if (!entry.is_regular_file(code)) continue;
    if (Status status = Sync(entry.path()); !status.ok()) return status;
  }
  return Sync(folder);
}

}  // namespace sou
