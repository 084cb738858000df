// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/socket_stream.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace sou::web {
namespace {

constexpr size_t kMaxDrainedBytes = size_t{1} << 20U;
constexpr std::chrono::milliseconds kDrainTime{500};
constexpr size_t kPendingBytes = 2048;  // about what the head of a response has

int RemainingMilliseconds(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<int64_t>(left.count(), 0, 3'600'000));
}

bool IsTransient(int number) { return number == EAGAIN || number == EINTR; }

}  // namespace

SocketStream::SocketStream(int socket, std::chrono::milliseconds timeout)
    : socket_(socket), timeout_(timeout), read_deadline_(Clock::now() + timeout) {}

size_t SocketStream::Read(char* out, size_t size) {
  if (begin_ == end_ && !Fill()) return 0;
  const size_t count = std::min(size, end_ - begin_);
  std::copy_n(buffer_.data() + begin_, count, out);
  begin_ += count;
  return count;
}

bool SocketStream::Fill() {
  if (readable_bytes_ == 0) state_ = State::kTooLong;
  while (state_ == State::kOpen) {
    const ssize_t got = recv(fd(), buffer_.data(), std::min(buffer_.size(), readable_bytes_), 0);
    if (got > 0) {
      begin_ = 0;
      end_ = static_cast<size_t>(got);
      readable_bytes_ -= end_;
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
  pollfd wanted{fd(), events, 0};
  while (true) {
    const int remaining = RemainingMilliseconds(deadline);
    const int ready = poll(&wanted, 1, remaining);
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0 || remaining == 0) {
      state_ = State::kExpired;
    } else if (ready < 0) {
      state_ = State::kEnded;
    }
    return state_ == State::kOpen;
  }
}

bool SocketStream::Write(std::string_view data) {
  // What went wrong while reading does not keep the answer about it from being sent.
  if (!has_written_) state_ = State::kOpen;
  has_written_ = true;
  if (pending_.size() + data.size() <= kPendingBytes) {
    pending_ += data;
    return state_ == State::kOpen;
  }
  return Send(std::exchange(pending_, {}), data);
}

bool SocketStream::Flush() { return Send(std::exchange(pending_, {}), {}); }

bool SocketStream::FlushInterim() {
  const bool sent = Flush();
  has_written_ = false;
  write_deadline_ = {};
  return sent;
}

bool SocketStream::Send(std::string_view first, std::string_view second) {
  if (write_deadline_ == Clock::time_point()) write_deadline_ = Clock::now() + timeout_;
  while (state_ == State::kOpen && !(first.empty() && second.empty())) {
    std::array<iovec, 2> pieces = {
        {{const_cast<char*>(first.data()), first.size()}, {const_cast<char*>(second.data()), second.size()}}};
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    const ssize_t sent = sendmsg(fd(), &message, MSG_NOSIGNAL);
    if (sent >= 0) {
      const size_t of_first = std::min(static_cast<size_t>(sent), first.size());
      first.remove_prefix(of_first);
      second.remove_prefix(static_cast<size_t>(sent) - of_first);
    } else if (!IsTransient(errno)) {
      state_ = State::kEnded;
    } else {
      Wait(POLLOUT, write_deadline_);
    }
  }
  return state_ == State::kOpen;
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
