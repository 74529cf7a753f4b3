"""Tells on standard error how far the work is."""

import sys
import time

_TERMINAL_SECONDS = 0.5
_LINE_SECONDS = 30


class Progress:
    """Over itself on a terminal; elsewhere as a line now and then."""

    def __init__(self, jets, stream=sys.stderr):
        self._jets = jets
        self._stream = stream
        self._terminal = stream.isatty()
        self._pause = _TERMINAL_SECONDS if self._terminal else _LINE_SECONDS

    def start(self, jets):
        """Begins with so many jets made before."""
        self._before = jets
        self._began = self._shown = time.monotonic()
        if jets:
            self._stream.write(f"going on with {jets} of {self._jets} jets\n")
        self._show(jets)

    def at(self, jets):
        """So many jets are made in all."""
        if time.monotonic() - self._shown >= self._pause:
            self._show(jets)

    def end(self):
        if self._terminal:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def _show(self, jets):
        self._shown = time.monotonic()
        seconds = self._shown - self._began
        text = f"generating {jets}/{self._jets} jets"
        if jets > self._before and seconds > 0:
            rate = (jets - self._before) / seconds
            text += f", {rate:.1f}/s, {_duration((self._jets - jets) / rate)} left"
        self._stream.write(f"\r{text}\033[K" if self._terminal else text + "\n")
        self._stream.flush()


def _duration(seconds):
    seconds = round(seconds)
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60} s"
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"
