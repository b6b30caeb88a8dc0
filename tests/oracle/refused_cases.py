"""Workers that call, while they start, what a Worker cannot do, and a few that only look like it."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CASES"]

CASES: Mapping[str, str] = {
    "thread": "import threading\nthreading.Thread(target=print).start()\n",
    "thread var": "import threading\nt = threading.Thread(target=print, daemon=True)\nt.start()\n",
    "thread from": "from threading import Thread\nThread(target=print).start()\n",
    "thread subclass": (
        "import threading\nclass T(threading.Thread):\n    def __init__(self):\n        super().__init__(daemon=True)\n"
        "    def run(self):\n        pass\nt = T()\nt.start()\n"
    ),
    "thread subclass with a start of its own": (
        "from threading import Thread\nclass T(Thread):\n    name = 'x'\n    def start(self):\n        pass\n"
        "T().start()\nimport zz\n"
    ),
    "pool in with": (
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor() as p:\n    p.submit(print)\n"
    ),
    "timer": "import threading\nthreading.Timer(1, print).start()\n",
    "low thread": "import _thread\n_thread.start_new_thread(print, ())\n",
    "pool submit": "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor(1).submit(print)\n",
    "pool var": "import concurrent.futures\np = concurrent.futures.ThreadPoolExecutor(1)\np.submit(print)\n",
    "pool only": "from concurrent.futures import ThreadPoolExecutor\np = ThreadPoolExecutor()\nimport zz\n",
    "process pool": "from concurrent.futures import ProcessPoolExecutor\np = ProcessPoolExecutor()\n",
    "process": "import multiprocessing\nmultiprocessing.Process(target=print).start()\n",
    "mp lock": "import multiprocessing\nmultiprocessing.Lock()\n",
    "mp queue": "import multiprocessing\nmultiprocessing.Queue()\n",
    "mp pool": "import multiprocessing\nmultiprocessing.Pool()\n",
    "mp dummy pool": "import multiprocessing.dummy\nmultiprocessing.dummy.Pool()\n",
    "mp manager": "import multiprocessing\nmultiprocessing.Manager()\n",
    "mp cpu count": "import multiprocessing\nmultiprocessing.cpu_count()\nimport zz\n",
    "subprocess run": "import subprocess\nsubprocess.run(['git'])\n",
    "subprocess check_output": "import subprocess\nsubprocess.check_output(['git'])\n",
    "subprocess popen": "import subprocess\nsubprocess.Popen(['git'])\n",
    "subprocess call": "import subprocess\nsubprocess.call(['git'])\n",
    "subprocess check_call": "import subprocess\nsubprocess.check_call(['git'])\n",
    "subprocess getoutput": "import subprocess\nsubprocess.getoutput('git')\n",
    "os.popen": "import os\nos.popen('git')\n",
    "os.fork": "import os\nos.fork()\n",
    "queue listener": "import logging.handlers, queue\nlogging.handlers.QueueListener(queue.Queue()).start()\n",
    "absent function": "import os\nos.sched_getaffinity(0)\n",
    "absent function that is asked for": (
        "import os\nif hasattr(os, 'geteuid'):\n    os.geteuid()\nR = getattr(os, 'geteuid', None)\nimport zz\n"
    ),
    "absent function that is expected": (
        "import os\ntry:\n    N = len(os.sched_getaffinity(0))\nexcept AttributeError:\n    N = 1\nimport zz\n"
    ),
    "absent function that is replaced": "import os\nos.geteuid = lambda: 0\nos.geteuid()\nimport zz\n",
    "absent function in a function": "import signal\ndef f():\n    signal.alarm(1)\nf()\n",
    "input": "input()\n",
    "SystemRandom": "import random\nr = random.SystemRandom()\nr.random()\n",
    "secrets SystemRandom": "import secrets\nr = secrets.SystemRandom()\nr.choice([1])\n",
    "secrets": "import secrets\nsecrets.token_hex()\n",
    "uuid4": "import uuid\nuuid.uuid4()\n",
    "uuid1": "import uuid\nuuid.uuid1()\n",
    "random method": "import random\nr = random.Random(1)\nr.random()\nimport zz\n",
}
