"""The Worker's search order. Claims are those of real runs recorded in docs/oracles.md and tests/runtime."""

from __future__ import annotations

import pytest

from graphcheck.model.project import ModuleType
from graphcheck.model.resolution import ModuleKind, ModuleOrigin
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.resolve import WorkerView
from graphcheck.runtime import select_runtime


def view_of(*names: str, date: str = "2026-10-01") -> WorkerView:
    modules = tuple(UploadedModule(name, ModuleType.PYTHON, f"/project/{name}", 1) for name in names)
    return WorkerView(UploadSet(modules), select_runtime(date, ("python_workers",)))


def found(view: WorkerView, name: str) -> tuple[ModuleOrigin, ModuleKind] | None:
    located = view.locate(name)
    return (located.module.origin, located.module.kind) if located else None


@pytest.mark.parametrize("file", ["json.py", "calendar.py", "python_modules/json/__init__.py"])
def test_the_standard_library_is_never_shadowed(file: str) -> None:
    name = file.removeprefix("python_modules/").partition("/")[0].removesuffix(".py")

    assert found(view_of("main.py", file), name) == (ModuleOrigin.PYODIDE, ModuleKind.STDLIB)


def test_a_vendored_package_shadows_an_app_file() -> None:
    view = view_of("main.py", "pad.py", "python_modules/pad/__init__.py")

    assert found(view, "pad") == (ModuleOrigin.VENDORED, ModuleKind.PACKAGE)


def test_a_package_wins_over_a_module_beside_it() -> None:
    assert found(view_of("main.py", "pad.py", "pad/__init__.py"), "pad") == (ModuleOrigin.APP, ModuleKind.PACKAGE)


def test_an_extension_wins_over_source() -> None:
    view = view_of("main.py", "python_modules/fast.py", "python_modules/fast.cpython-314-wasm32-emscripten.so")

    assert found(view, "fast") == (ModuleOrigin.VENDORED, ModuleKind.EXTENSION)


def test_an_extension_of_another_platform_is_invisible() -> None:
    view = view_of("main.py", "python_modules/fast.cpython-314-x86_64-linux-gnu.so")

    assert found(view, "fast") is None


def test_a_folder_without_init_is_a_namespace_over_app_and_python_modules() -> None:
    view = view_of("main.py", "acme/orders.py", "python_modules/acme/pricing.py")

    assert found(view, "acme") == (ModuleOrigin.VENDORED, ModuleKind.NAMESPACE)
    assert found(view, "acme.orders") == (ModuleOrigin.APP, ModuleKind.MODULE)
    assert found(view, "acme.pricing") == (ModuleOrigin.VENDORED, ModuleKind.MODULE)


def test_a_regular_package_anywhere_beats_namespace_portions() -> None:
    view = view_of("main.py", "acme/__init__.py", "python_modules/acme/pricing.py")

    assert found(view, "acme") == (ModuleOrigin.APP, ModuleKind.PACKAGE)
    assert found(view, "acme.pricing") is None


def test_a_folder_called_js_hides_the_runtime_module() -> None:
    assert found(view_of("main.py"), "js") == (ModuleOrigin.PYODIDE, ModuleKind.FFI)
    assert found(view_of("main.py", "js/app.html"), "js") == (ModuleOrigin.APP, ModuleKind.NAMESPACE)


def test_the_sdk_in_the_runtime_hides_an_app_file() -> None:
    view = view_of("main.py", "workers.py", date="2026-03-01")

    assert found(view, "workers") == (ModuleOrigin.PYODIDE, ModuleKind.SDK)


def test_a_vendored_sdk_wins_over_the_stub() -> None:
    view = view_of("main.py", "python_modules/workers/__init__.py")

    assert found(view, "workers") == (ModuleOrigin.VENDORED, ModuleKind.PACKAGE)


def test_wasm_and_js_modules_are_invisible_to_python() -> None:
    modules = (
        UploadedModule("main.py", ModuleType.PYTHON, "/project/main.py", 1),
        UploadedModule("lib/a.wasm", ModuleType.COMPILED_WASM, "/project/lib/a.wasm", 1),
    )
    view = WorkerView(UploadSet(modules), select_runtime("2026-10-01", ("python_workers",)))

    assert found(view, "lib") is None


def test_python_modules_is_itself_a_namespace() -> None:
    view = view_of("main.py", "python_modules/pad/__init__.py")

    assert found(view, "python_modules.pad") == (ModuleOrigin.APP, ModuleKind.PACKAGE)
