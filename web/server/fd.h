// SPDX-License-Identifier: GPL-3.0-or-later
//
// Owns a file descriptor. Thread-compatible.
#pragma once

#include <unistd.h>

#include <utility>

namespace sou::web {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() {
    if (fd_ >= 0) close(fd_);
  }

  [[nodiscard]] int get() const { return fd_; }  // -1: none

 private:
  int fd_ = -1;
};

}  // namespace sou::web
