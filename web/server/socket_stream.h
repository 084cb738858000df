// SPDX-License-Identifier: GPL-3.0-or-later
//
// A connected socket with a deadline for the whole request, one for the whole response, and a limit
// on what is read: limits per system call, as the HTTP library has them, let a client that sends a
// byte now and then hold a thread for ever. One thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "web/server/fd.h"

namespace sou::web {

class SocketStream {
 public:
  enum class State {
    kOpen,
    kEnded,    // the peer has closed or reset it, or the server stops and no request had begun
    kExpired,  // a deadline has passed
    kTooLong,  // more came than may be read
  };

  // `socket` is non-blocking. When `stop_fd` becomes readable, a stream that has read nothing yet
  // ends.
  SocketStream(Fd socket, int stop_fd, std::chrono::milliseconds timeout);

  // How many more bytes may be read before the state is kTooLong.
  void AllowReading(size_t bytes) { readable_bytes_ = bytes; }

  // At least one byte, or 0 when state() is no longer kOpen.
  size_t Read(char* out, size_t size);

  // All or nothing known; the time for writing begins with the first call.
  bool Write(std::string_view data);

  // Tells the peer that all has been sent, then takes what it still sends for a moment: closing at
  // once would reset the connection and could destroy the response on its way.
  void Finish();

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool has_read() const { return has_read_; }
  [[nodiscard]] bool has_written() const { return has_written_; }
  [[nodiscard]] int fd() const { return socket_.get(); }

 private:
  using Clock = std::chrono::steady_clock;

  bool Fill();
  // Waits for `events` (poll's) until the deadline.
  bool Wait(short events, Clock::time_point deadline);

  Fd socket_;
  const int stop_fd_;
  const std::chrono::milliseconds timeout_;
  const Clock::time_point read_deadline_;
  Clock::time_point write_deadline_{};
  std::array<char, 4096> buffer_{};
  size_t begin_ = 0;  // buffer_[begin_, end_) is read but not handed out
  size_t end_ = 0;
  size_t readable_bytes_ = 0;
  State state_ = State::kOpen;
  bool has_read_ = false;
  bool has_written_ = false;
};

}  // namespace sou::web
