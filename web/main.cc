// SPDX-License-Identifier: GPL-3.0-or-later
#include <malloc.h>

#include "web/serve_command.h"

int main(int argc, char** argv) {
  // Each thread would keep freed memory of its own: three times what is used. Searches take turns, so two places do.
  mallopt(M_ARENA_MAX, 2);
  return sou::web::RunServeCommand(argc, argv);
}
