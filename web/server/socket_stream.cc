// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/socket_stream.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace sou::web {
namespace {

constexpr size_t kMaxDrainedBytes = size_t{1} << 20U;
constexpr std::chrono::milliseconds kDrainTime{500};

int RemainingMilliseconds(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<int64_t>(left.count(), 0, 3'600'000));
}

bool IsTransient(int number) { return number == EAGAIN || number == EINTR; }

}  // namespace

SocketStream::SocketStream(Fd socket, int stop_fd, std::chrono::milliseconds timeout)
    : socket_(std::move(socket)), stop_fd_(stop_fd), timeout_(timeout), read_deadline_(Clock::now() + timeout) {}

size_t SocketStream::Read(char* out, size_t size) {
  if (begin_ == end_ && !Fill()) return 0;
  const size_t count = std::min({size, end_ - begin_, readable_bytes_});
  if (count == 0) {
    state_ = State::kTooLong;
    return 0;
  }
  std::copy_n(buffer_.data() + begin_, count, out);
  begin_ += count;
  readable_bytes_ -= count;
  return count;
}

bool SocketStream::Fill() {
  while (state_ == State::kOpen) {
    const ssize_t got = recv(fd(), buffer_.data(), buffer_.size(), 0);
    if (got > 0) {
      begin_ = 0;
      end_ = static_cast<size_t>(got);
      has_read_ = true;
      return true;
    }
    if (got == 0 || !IsTransient(errno)) {
      state_ = State::kEnded;
    } else {
      Wait(POLLIN, read_deadline_);
    }
  }
  return false;
}

bool SocketStream::Wait(short events, Clock::time_point deadline) {
  // A request that has begun is finished; before that, the end of the server ends the wait.
  const nfds_t watched = has_read_ ? 1 : 2;
  std::array<pollfd, 2> fds = {{{fd(), events, 0}, {stop_fd_, POLLIN, 0}}};
  while (true) {
    const int remaining = RemainingMilliseconds(deadline);
    const int ready = poll(fds.data(), watched, remaining);
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0 || remaining == 0) {
      state_ = State::kExpired;
    } else if (ready < 0 || (fds[0].revents == 0 && fds[1].revents != 0)) {
      state_ = State::kEnded;
    }
    return state_ == State::kOpen;
  }
}

bool SocketStream::Write(std::string_view data) {
  if (!has_written_) write_deadline_ = Clock::now() + timeout_;
  has_written_ = true;
  // What went wrong while reading does not keep the answer about it from being sent.
  state_ = State::kOpen;
  while (!data.empty()) {
    const ssize_t sent = send(fd(), data.data(), data.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      data.remove_prefix(static_cast<size_t>(sent));
    } else if (!IsTransient(errno)) {
      state_ = State::kEnded;
      return false;
    } else if (!Wait(POLLOUT, write_deadline_)) {
      return false;
    }
  }
  return true;
}

void SocketStream::Finish() {
  if (shutdown(fd(), SHUT_WR) != 0) return;
  const Clock::time_point deadline = Clock::now() + kDrainTime;
  size_t drained = 0;
  state_ = State::kOpen;
  while (drained < kMaxDrainedBytes) {
    const ssize_t got = recv(fd(), buffer_.data(), buffer_.size(), 0);
    if (got > 0) {
      drained += static_cast<size_t>(got);
    } else if (got == 0 || !IsTransient(errno) || !Wait(POLLIN, deadline)) {
      return;
    }
  }
}

}  // namespace sou::web
