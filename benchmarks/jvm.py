# SPDX-License-Identifier: Apache-2.0
"""The JDK that ./lorentznet would take."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def jdk() -> Path:
    script = ". app/src/main/sh/jdk.sh && find_jdk 25 999 && printf %s \"$jdk\""
    found = subprocess.run(["bash", "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        raise SystemExit("no JDK 25 or newer was found: set JAVA_HOME to one")
    return Path(found.stdout)
