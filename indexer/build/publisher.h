// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a finished folder the current generation so that a crash at any moment leaves the old or the new one served,
// and keeps two writers apart. Steps of Publish: sync every file, rename gen-N.tmp to gen-N, sync INDEX, write CURRENT
// beside, sync, rename, sync INDEX (common/base/files.h), then remove what is older than the generations kept.
#pragma once

#include <cstdint>
#include <filesystem>

#include "common/base/result.h"
#include "common/store/generation.h"

namespace sou::indexer {

// Holds INDEX/LOCK while it lives; the system lets go of it when the process dies.
class IndexLock {
 public:
  // Creates INDEX if need be. kLocked, naming the other process, if it is held.
  static Result<IndexLock> Take(const std::filesystem::path& index);
  ~IndexLock();
  IndexLock(IndexLock&& other) noexcept;
  IndexLock& operator=(IndexLock&&) = delete;

 private:
  explicit IndexLock(int fd) : fd_(fd) {}
  int fd_;
};

class Publisher {
 public:
  // `lock` must outlive the publisher. Removes what an interrupted run has left.
  Publisher(std::filesystem::path index, const IndexLock& lock);

  // A fresh folder for the next generation.
  Result<std::filesystem::path> Begin();
  [[nodiscard]] uint64_t number() const { return number_; }

  // The folder of Begin() is complete: check it, make it current, keep `keep` generations.
  Status Publish(const store::Manifest& manifest, uint64_t keep);

 private:
  void RemoveOld(uint64_t keep) const;

  std::filesystem::path index_;
  uint64_t number_ = 0;
};

}  // namespace sou::indexer
