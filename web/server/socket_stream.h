// SPDX-License-Identifier: GPL-3.0-or-later
//
// A connected socket with a deadline for the whole request, one for the whole response, and a limit
// on what is read: limits per system call, as the HTTP library has them, let a client that sends a
// byte now and then hold a thread for ever. One thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace sou::web {

class SocketStream {
 public:
  enum class State {
    kOpen,
    kEnded,    // the peer has closed or reset it
    kExpired,  // a deadline has passed
    kTooLong,  // more came than may be read
  };

  // `socket` is non-blocking and outlives the stream.
  SocketStream(int socket, std::chrono::milliseconds timeout);

  // How many more bytes may be read before the state is kTooLong. What lies beyond stays in the kernel, for the next
  // request.
  void AllowReading(size_t bytes) { readable_bytes_ = bytes; }

  // At least one byte, or 0 when state() is no longer kOpen.
  size_t Read(char* out, size_t size);

  // Small pieces wait for the next one or for Flush, so that head and body leave together. The time for writing begins
  // with the first byte that is sent.
  bool Write(std::string_view data);
  bool Flush();
  // Flush for what comes before the answer (100 Continue).
  bool FlushInterim();

  // Tells the peer that all has been sent, then takes what it still sends for a moment: closing at
  // once would reset the connection and could destroy the response on its way.
  void Finish();

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool has_read() const { return has_read_; }
  [[nodiscard]] bool has_written() const { return has_written_; }
  [[nodiscard]] int fd() const { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool Fill();
  // Waits for `events` (poll's) until the deadline.
  bool Wait(short events, Clock::time_point deadline);
  bool Send(std::string_view first, std::string_view second);

  const int socket_;
  const std::chrono::milliseconds timeout_;
  const Clock::time_point read_deadline_;
  Clock::time_point write_deadline_{};
  std::array<char, 4096> buffer_{};
  size_t begin_ = 0;  // buffer_[begin_, end_) is read but not handed out
  size_t end_ = 0;
  size_t readable_bytes_ = 0;
  std::string pending_;  // written but not sent
  State state_ = State::kOpen;
  bool has_read_ = false;
  bool has_written_ = false;
};

}  // namespace sou::web
