# SPDX-License-Identifier: GPL-3.0-or-later
"""The systemd units of web/deploy: systemd understands each line, they are shut tight, and all files name the same things."""

import re
import shlex
import subprocess
import unittest

import proxies
from proxies import SHIPPED, sou

UNITS = ["sou-serve.service", "sou-index.service", "sou-index.timer"]
MOST_EXPOSED = 1.5  # of 10, by systemd's own count


def text_of(name):
    return (SHIPPED / name).read_text(encoding="utf8")


class Units(sou.Case):
    def setUp(self):
        super().setUp()
        for name in UNITS:
            text = text_of(name)
            if name.endswith(".service"):
                text = proxies.with_replaced(text, [("/usr/bin/sou-", f"{sou.BIN}/sou-")])
            (self.folder / name).write_text(text)

    def analyze(self, *arguments):
        return subprocess.run(["systemd-analyze", *arguments], cwd=self.folder, capture_output=True, text=True, timeout=sou.DEADLINE)

    def test_systemd_understands_every_line(self):
        done = self.analyze("verify", "--man=no", *[f"./{name}" for name in UNITS])
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_services_are_shut_tight(self):
        for name in UNITS[:2]:
            done = self.analyze("security", "--offline=true", f"--threshold={int(10 * MOST_EXPOSED)}", f"./{name}")
            self.assertEqual(done.returncode, 0, done.stdout[-500:])

    def test_commands_have_only_options_that_there_are(self):
        for name in UNITS[:2]:
            command = shlex.split(re.search(r"^ExecStart=(.*)$", text_of(name), re.M)[1])
            known = sou.run(command[0].rpartition("/")[2], "--help").stdout
            for word in command:
                if word.startswith("--"):
                    self.assertIn(word, known)

    def test_files_name_the_same_socket_index_user_and_group(self):
        socket = re.search(r"--listen unix:(\S+)", text_of("sou-serve.service"))[1]
        self.assertIn(f"server unix:{socket};", text_of("nginx.conf"))
        self.assertIn(f"unix/{socket}", text_of("Caddyfile"))
        for pattern in [r"--index (\S+)", r"^User=(.*)", r"^Group=(.*)", r"^StateDirectory=(.*)"]:
            self.assertEqual(*[re.search(pattern, text_of(name), re.M)[1] for name in UNITS[:2]])
        directory = re.search(r"^RuntimeDirectory=(.*)", text_of("sou-serve.service"), re.M)[1]
        self.assertTrue(socket.startswith(f"/run/{directory}/"))

    def test_limits_of_the_proxies_are_those_of_sou(self):
        settings = sou.run("sou-serve", "--print-config", cwd=self.folder).stdout
        body = int(re.search(r"^serve.max_body_bytes: (\d+)", settings, re.M)[1])
        nginx = text_of("nginx.conf")
        self.assertEqual(int(re.search(r"client_max_body_size +(\d+)k;", nginx)[1]) * 1024, body)
        self.assertIn(f"may have {body} bytes", nginx)


if __name__ == "__main__":
    unittest.main()
