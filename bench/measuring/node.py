"""The Node libraries in one long-lived child process, which is told over its pipes to run a round."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from .rounds import Told

HERE = Path(__file__).parent
#: the libraries by the name of their package
PEERS = ('docxtemplater', 'easy-template-x', 'docx-templates', 'carbone')


class NodeFailed(Exception):
    """What a library said when it could not print a template."""


class Node:
    """The child process. `folder` is where `node_modules` stands."""

    def __init__(self, folder: Path) -> None:
        self.warmed: set[str] = set()
        self.child = subprocess.Popen(
            ['node', str(HERE / 'peers.js'), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding='utf-8',
        )

    def load(self, key: str, peer: str, template: Path, data: Path) -> int:
        """Let a library print a template once; the size of the document. Raises NodeFailed."""
        return int(self._ask(load=key, peer=peer, template=str(template), data=str(data))['bytes'])

    def run(self, key: str, times: int = 1) -> Told:
        return Told(self._ask(run=key, times=times)['cpu'])

    def warm(self, key: str, peer: str) -> None:
        """Let a work run until its code is compiled: the first of a library for two seconds, others for half a
        second."""
        least = 0.5 if peer in self.warmed else 2.0
        self.warmed.add(peer)
        spent, done = 0.0, 0
        while spent < least or done < 2:
            spent += self.run(key).seconds
            done += 1

    def save(self, key: str, path: Path) -> bytes:
        self._ask(save=key, to=str(path))
        return path.read_bytes()

    def _ask(self, **order: Any) -> Mapping[str, Any]:
        assert self.child.stdin is not None and self.child.stdout is not None
        self.child.stdin.write(json.dumps(order) + '\n')
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            raise NodeFailed("node ended")
        told: dict[str, Any] = json.loads(line)
        if 'error' in told:
            raise NodeFailed(told['error'])
        return told

    def __enter__(self) -> Node:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.child.stdin is not None
        self.child.stdin.close()
        self.child.wait(timeout=60)


def installed(folder: Path) -> tuple[str, ...]:
    """The libraries that can be used: none without Node, only those under `node_modules` of the folder."""
    if shutil.which('node') is None:
        return ()
    return tuple(p for p in PEERS if (folder / 'node_modules' / p).is_dir())
