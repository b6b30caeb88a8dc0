"""Calls that can never work in a Worker: there are no threads, no processes and no terminal, and some functions that
CPython has on Linux are not there at all.

Recorded from runs of Pyodide 0.26.0a2, 0.28.2 and 314.0.6; ``tests/oracle/refused_cases.py`` holds the Workers.
What depends on the network or on timers is left out: only the Workers runtime itself can say its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphcheck.model.runtime import RefusedCall

__all__ = ["nonfunctional_calls"]

_NO_THREAD = RefusedCall("RuntimeError", "can't start new thread", entropy=False)
_NO_PROCESS = RefusedCall("OSError", "[Errno 138] emscripten does not support processes.", entropy=False)
_NO_FORK = RefusedCall("OSError", "[Errno 52] Function not implemented", entropy=False)
_NO_SEMAPHORE = RefusedCall("ModuleNotFoundError", "No module named '_multiprocessing'", entropy=False)
_NO_SYNCHRONIZE = RefusedCall(
    "NotImplementedError",
    "This Python build lacks multiprocessing.synchronize, usually due to named semaphores being unavailable on this "
    "platform.",
    entropy=False,
)

_THREADS = (
    "threading.Thread().start threading.Timer().start _thread.start_new_thread logging.handlers.QueueListener().start "
    "concurrent.futures.ThreadPoolExecutor().submit concurrent.futures.ThreadPoolExecutor().map "
    "concurrent.futures.thread.ThreadPoolExecutor().submit concurrent.futures.thread.ThreadPoolExecutor().map"
)
_PROCESSES = (
    "subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen "
    "subprocess.getoutput subprocess.getstatusoutput os.popen"
)
_SEMAPHORES = "multiprocessing.Lock multiprocessing.Queue multiprocessing.Pool multiprocessing.dummy.Pool"

_ABSENT = (
    "os.getegid os.geteuid os.getgroups os.getrandom os.mkfifo os.sched_getaffinity os.setegid os.seteuid "
    "os.setpriority signal.alarm signal.pthread_kill signal.setitimer time.thread_time time.tzset "
    "threading.get_native_id select.epoll selectors.EpollSelector"
)
_ABSENT_BEFORE_314 = "os.get_terminal_size"
_ABSENT_IN_314 = (
    "hashlib.pbkdf2_hmac hashlib.scrypt locale.resetlocale pkgutil.find_loader pkgutil.get_loader re.template "
    "urllib.request.FancyURLopener urllib.request.URLopener"
)
"""The first two need OpenSSL; Python 3.13 and 3.14 have dropped the others."""


def nonfunctional_calls(python: tuple[int, int, int]) -> Mapping[str, RefusedCall]:
    """By dotted name."""
    return dict(_calls(python))


def _calls(python: tuple[int, int, int]) -> Iterator[tuple[str, RefusedCall]]:
    yield from ((name, _NO_THREAD) for name in _THREADS.split())
    yield from ((name, _NO_PROCESS) for name in _PROCESSES.split())
    yield from ((name, _NO_SEMAPHORE) for name in _SEMAPHORES.split())
    yield "os.fork", _NO_FORK
    yield "multiprocessing.Process().start", _NO_SEMAPHORE if python >= (3, 14) else _NO_FORK
    yield "multiprocessing.Manager", _NO_SEMAPHORE if python >= (3, 14) else _NO_FORK
    yield "concurrent.futures.ProcessPoolExecutor", _NO_SYNCHRONIZE if python >= (3, 13) else _NO_SEMAPHORE
    later = _ABSENT_IN_314 if python >= (3, 14) else _ABSENT_BEFORE_314
    yield from ((name, _absent(name)) for name in (*_ABSENT.split(), *later.split()))
    yield "input", RefusedCall("EOFError", "EOF when reading a line", entropy=False)


def _absent(function: str) -> RefusedCall:
    module, _, name = function.rpartition(".")
    return RefusedCall("AttributeError", f"module {module!r} has no attribute {name!r}", entropy=False)
