// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/page_reader.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace sou::indexer {
namespace {

Error SystemError(const std::string& what) { return {ErrorCode::kIo, what + ": " + std::strerror(errno)}; }

// ---- the nursery: one byte with a socket attached (unix(7), SCM_RIGHTS) asks for a reader on that socket

union ControlBuffer {
  cmsghdr align;
  char bytes[CMSG_SPACE(sizeof(int))];
};

bool SendSocket(int control, int socket) {
  char byte = 0;
  iovec data = {&byte, 1};
  ControlBuffer buffer = {};
  msghdr message = {};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = buffer.bytes;
  message.msg_controllen = sizeof(buffer.bytes);
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &socket, sizeof(int));
  return ::sendmsg(control, &message, MSG_NOSIGNAL) == 1;
}

// -1 when the main process has closed its end.
int ReceiveSocket(int control) {
  char byte = 0;
  iovec data = {&byte, 1};
  ControlBuffer buffer = {};
  msghdr message = {};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = buffer.bytes;
  message.msg_controllen = sizeof(buffer.bytes);
  ssize_t got = 0;
  do {
    got = ::recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  const cmsghdr* header = got == 1 ? CMSG_FIRSTHDR(&message) : nullptr;
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return -1;
  int socket = -1;
  std::memcpy(&socket, CMSG_DATA(header), sizeof(int));
  return socket;
}

// ---- a reader

int g_socket = -1;  // for the signal handler; a reader has only one

void EndOutOfTime(int /*signal*/) {
  [[maybe_unused]] const ssize_t sent = ::send(g_socket, &kOutOfTime, sizeof(kOutOfTime), MSG_NOSIGNAL);
  ::_exit(1);
}

void SetTimer(uint64_t cpu_seconds) {
  itimerval timer = {};
  timer.it_value.tv_sec = static_cast<time_t>(cpu_seconds);
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

void LimitMemory([[maybe_unused]] uint64_t bytes) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // their shadows alone are terabytes
  // cmark's last words when it runs out of memory; the report says more.
  if (const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
  unsigned long pages = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r"); file != nullptr) {
    if (std::fscanf(file, "%lu", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  const rlim_t limit = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + bytes;
  const rlimit both = {limit, limit};
  if (pages > 0) ::setrlimit(RLIMIT_AS, &both);
#endif
}

ReadOutcome ReadWithin(const SiteSource& site, const SourceFile& file, const ReadLimits& limits) {
  SetTimer(limits.cpu_seconds);
  ReadOutcome outcome;
  try {
    outcome = site.Read(file);
  } catch (const std::bad_alloc&) {
    outcome = {};
    outcome.skipped = Error{ErrorCode::kLimit,
                            "needs more memory than " + std::to_string(limits.memory_bytes >> 20) +
                                " MB to be read (index.max_page_memory)",
                            {file.path, file.line}};
  }
  SetTimer(0);
  return outcome;
}

[[noreturn]] void Serve(const SiteSource& site, const ReadLimits& limits, int socket) {
  g_socket = socket;
  ::signal(SIGPROF, EndOutOfTime);
  LimitMemory(limits.memory_bytes);
  while (const std::optional<Received> received = ReceiveMessage(socket)) {
    const std::optional<SourceFile> file = DecodeRequest(received->bytes);
    if (!file || !SendMessage(socket, EncodeOutcome(ReadWithin(site, *file, limits)))) break;
  }
  ::_exit(0);
}

[[noreturn]] void RunNursery(const SiteSource& site, const ReadLimits& limits, int control) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::signal(SIGCHLD, SIG_IGN);  // nobody asks how readers ended: their sockets tell
  for (int socket = ReceiveSocket(control); socket >= 0; socket = ReceiveSocket(control)) {
    if (::fork() == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::close(control);
      Serve(site, limits, socket);
    }
    ::close(socket);
  }
  ::_exit(0);
}

}  // namespace

PageReaders::PageReaders(const SiteSource& site, const ReadLimits& limits) : limits_(limits) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return;
  nursery_ = ::fork();
  if (nursery_ == 0) {
    ::close(ends[0]);
    RunNursery(site, limits, ends[1]);
  }
  ::close(ends[1]);
  control_ = ends[0];
}

PageReaders::~PageReaders() {
  if (control_ >= 0) ::close(control_);
  while (nursery_ > 0 && ::waitpid(nursery_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<int> PageReaders::Connect() {
  int ends[2];
  if (control_ < 0 || nursery_ < 0 || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return SystemError("cannot start a process that reads pages");
  }
  bool sent = false;
  {
    const std::scoped_lock lock(mutex_);
    sent = SendSocket(control_, ends[1]);
  }
  ::close(ends[1]);
  if (sent) return ends[0];
  ::close(ends[0]);
  return SystemError("cannot start a process that reads pages");
}

PageReader::~PageReader() {
  if (socket_ >= 0) ::close(socket_);
}

Status PageReader::Ask(const SourceFile& file) {
  asked_ = file;
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (socket_ < 0) {
      const Result<int> socket = readers_->Connect();
      if (!socket.ok()) return socket.error();
      socket_ = *socket;
    }
    if (SendMessage(socket_, EncodeRequest(file))) return {};
    ::close(socket_);
    socket_ = -1;
  }
  return SystemError("a process that reads pages has ended");
}

Result<PageAnswer> PageReader::Answer() {
  const std::optional<Received> received = ReceiveMessage(socket_);
  if (!received || received->out_of_time) return Lost(received.has_value());
  std::optional<PageAnswer> answer = DecodeOutcome(received->bytes);
  if (!answer) return Lost(false);
  return std::move(*answer);
}

PageAnswer PageReader::Lost(bool out_of_time) {
  ::close(socket_);
  socket_ = -1;
  const ReadLimits& limits = readers_->limits();
  const std::string time =
      "takes more than " + std::to_string(limits.cpu_seconds) + " s of computing to be read (index.max_page_seconds)";
  const std::string crash = "needs more memory than " + std::to_string(limits.memory_bytes >> 20) +
                            " MB (index.max_page_memory), or crashes what reads it";
  PageAnswer answer;
  answer.outcome.skipped = Error{ErrorCode::kLimit, out_of_time ? time : crash, {asked_.path, asked_.line}};
  return answer;
}

}  // namespace sou::indexer
