// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace sou {
namespace {

Error SystemError(const std::string& what, const std::filesystem::path& path) {
  const int number = errno;
  const ErrorCode code = number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code, what + ": " + std::generic_category().message(number), {path.string()}};
}

}  // namespace

Result<MappedFile> MappedFile::Open(const std::filesystem::path& path, uint64_t max_bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return SystemError("cannot open", path);
  struct stat status = {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(fd);
    return Error{ErrorCode::kIo, "is not a regular file", {path.string()}};
  }
  const auto size = static_cast<uint64_t>(status.st_size);
  if (size > max_bytes) {
    ::close(fd);
    return Error{ErrorCode::kLimit, "has more than " + std::to_string(max_bytes) + " bytes", {path.string()}};
  }
  if (size == 0) {  // nothing can be mapped
    ::close(fd);
    return MappedFile();
  }
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
  const Error error = SystemError("cannot map", path);
  ::close(fd);
  if (address == MAP_FAILED) return error;
  return MappedFile(address, size);
}

MappedFile::~MappedFile() {
  if (address_ != nullptr) ::munmap(address_, size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(address_, other.address_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace sou
