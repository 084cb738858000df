// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells the service manager (systemd, Type=notify) how the server is. Does nothing when there is none. Thread-safe.
#pragma once

namespace sou::web {

void NotifyReady();
void NotifyReloading();  // to be followed by NotifyReady
void NotifyStopping();

}  // namespace sou::web
