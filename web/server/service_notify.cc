// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/service_notify.h"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <ctime>

namespace sou::web {
namespace {

constexpr int kKeepEnvironment = 0;

}  // namespace

void NotifyReady() { sd_notify(kKeepEnvironment, "READY=1"); }

// With the time, as Type=notify-reload asks for.
void NotifyReloading() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const auto microseconds = now.tv_sec * 1'000'000 + now.tv_nsec / 1000;
  sd_notify(kKeepEnvironment, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", microseconds).c_str());
}

void NotifyStopping() { sd_notify(kKeepEnvironment, "STOPPING=1"); }

}  // namespace sou::web
