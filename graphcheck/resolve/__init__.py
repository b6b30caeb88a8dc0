"""Resolution: an absolute module name x two views -> what the Worker's import system answers, and what was meant.

Nothing here asks the import system of the Python that runs graphcheck.
"""

from graphcheck.resolve.names import RelativeImportError, absolute_name
from graphcheck.resolve.project_view import ProjectView
from graphcheck.resolve.pth import PthFile, read_pth_files
from graphcheck.resolve.resolver import Resolver
from graphcheck.resolve.worker_view import ImportState, WorkerView, module_name_of

__all__ = [
    "ImportState",
    "ProjectView",
    "PthFile",
    "RelativeImportError",
    "Resolver",
    "WorkerView",
    "absolute_name",
    "module_name_of",
    "read_pth_files",
]
