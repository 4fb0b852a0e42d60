"""A real death in the middle of work: SIGKILL, as a power cut has it."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def is_killed(do: Callable[[], Any], die_at: int) -> bool:
    """Do something in a process of its own that is killed before it gives its store a statement; whether it came to that."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        said = 0

        def count_and_die(execute: Callable[..., Any], *statement: Any) -> Any:
            nonlocal said
            said += 1
            if said >= die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*statement)

        connection.execute_wrappers.append(count_and_die)
        try:
            do()
        except BaseException:  # noqa: BLE001 - a child must not go on into the tests
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False
