// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/publisher.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "indexer/build/self_check.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

Error IoError(const std::string& what, const std::error_code& code, const fs::path& path) {
  return {ErrorCode::kIo, what + ": " + code.message(), {path.string()}};
}

std::string ReadPid(int fd) {
  char buffer[32];
  const ssize_t size = ::pread(fd, buffer, sizeof(buffer), 0);
  std::string pid(buffer, size > 0 ? static_cast<size_t>(size) : 0);
  while (pid.ends_with('\n')) pid.pop_back();
  return pid.empty() ? "unknown" : pid;
}

Error Failed(const Error& error) { return {error.code, "self-check: " + error.message, error.place}; }

}  // namespace

Result<IndexLock> IndexLock::Take(const fs::path& index) {
  std::error_code code;
  fs::create_directories(index, code);
  if (code) return IoError("cannot create the index folder", code, index);
  const fs::path path = store::LockPath(index);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return IoError("cannot open", {errno, std::generic_category()}, path);
  IndexLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return Error{ErrorCode::kLocked,
                 "another sou-index (process " + ReadPid(fd) + ") is writing this index; wait for it",
                 {index.string()}};
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.data(), pid.size(), 0) < 0) {
    return IoError("cannot write", {errno, std::generic_category()}, path);
  }
  return lock;
}

IndexLock::IndexLock(IndexLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
IndexLock::~IndexLock() {
  if (fd_ >= 0) ::close(fd_);
}

Publisher::Publisher(fs::path index, const IndexLock& /*lock*/) : index_(std::move(index)) {
  for (const fs::path& folder : store::ListUnfinished(index_)) {
    std::error_code code;
    fs::remove_all(folder, code);
    spdlog::info("removed {}, left by an interrupted run", folder.filename().string());
  }
}

Result<fs::path> Publisher::Begin() {
  const std::vector<uint64_t> numbers = store::ListGenerations(index_);
  const Result<uint64_t> current = store::CurrentGeneration(index_);
  number_ = std::max(numbers.empty() ? 0 : numbers.back(), current.ok() ? *current : 0) + 1;
  const fs::path folder = store::UnfinishedPath(index_, number_);
  std::error_code code;
  if (!fs::create_directory(folder, code) || code) return IoError("cannot create", code, folder);
  return folder;
}

Status Publisher::Publish(const store::Manifest& manifest, uint64_t keep) {
  const fs::path unfinished = store::UnfinishedPath(index_, number_);
  const fs::path finished = store::GenerationPath(index_, number_);
  const Status sound = CheckSample({unfinished, manifest});
  if (!sound.ok()) return Failed(sound.error());
  std::vector<fs::path> segments = {store::BasePath(unfinished)};
  if (manifest.delta) segments.push_back(store::DeltaPath(unfinished));
  for (const fs::path& segment : segments) {
    for (const fs::path& folder : {store::DatabasePath(segment), segment}) {
      if (Status status = SyncFolder(folder); !status.ok()) return status;
    }
  }
  if (Status status = SyncFolder(unfinished); !status.ok()) return status;
  std::error_code code;
  fs::rename(unfinished, finished, code);
  if (code) return IoError("cannot rename to " + finished.string(), code, unfinished);
  if (Status status = SyncFolder(index_); !status.ok()) return status;
  const std::string line = store::GenerationName(number_) + "\n";
  if (Status status = WriteFileDurably(store::CurrentPath(index_), line); !status.ok()) return status;
  RemoveOld(keep);
  return {};
}

void Publisher::RemoveOld(uint64_t keep) const {
  std::vector<uint64_t> numbers = store::ListGenerations(index_);
  while (numbers.size() > keep) {
    std::error_code code;
    fs::remove_all(store::GenerationPath(index_, numbers.front()), code);
    if (code) spdlog::warn("cannot remove {}: {}", store::GenerationName(numbers.front()), code.message());
    numbers.erase(numbers.begin());
  }
}

}  // namespace sou::indexer
