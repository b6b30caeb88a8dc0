"""The keys that wrangler knows. Source: config-schema.json of wrangler 4.164.0 (2026-11-17)."""

from __future__ import annotations

__all__ = ["INSTEAD", "KNOWN_KEYS", "LEGACY_KEYS", "TOP_LEVEL_ONLY"]

_TOP_LEVEL_ONLY = """
    $schema addresses alias data_blobs dependencies_instrumentation dev env keep_vars legacy_env
    pages_build_output_dir send_metrics site text_blobs wasm_modules
"""

_ENVIRONMENT = """
    access account_id agent_memory ai ai_search ai_search_namespaces analytics analytics_engine_datasets artifacts
    assets base_dir browser build cache cloudchamber compatibility_date compatibility_flags compliance_region
    connect containers d1_databases define dispatch_namespaces durable_objects exports find_additional_modules
    first_party_worker flagship hyperdrive images jsx_factory jsx_fragment k2 keep_names kv_namespaces limits
    logfwdr logpush main media migrations minify mtls_certificates name no_bundle node_compat observability
    pipelines placement preserve_file_names preview_urls previews python_modules queues r2_buckets ratelimits route
    routes rules secrets secrets_store_secrets send_email services stream streaming_tail_consumers tail_consumers
    triggers tsconfig unsafe unsafe_hello_world upload_source_maps vars vectorize version_metadata vpc_networks
    vpc_services worker_loaders workers_dev workflows
"""

TOP_LEVEL_ONLY = frozenset(_TOP_LEVEL_ONLY.split())
"""Keys that an environment cannot have."""

KNOWN_KEYS: dict[str, frozenset[str]] = {
    "": frozenset(_ENVIRONMENT.split()),
    "assets": frozenset(
        ("base_path", "binding", "directory", "html_handling", "not_found_handling", "run_worker_first")
    ),
    "build": frozenset(("command", "cwd", "watch_dir")),
    "python_modules": frozenset(("exclude",)),
    "rules": frozenset(("fallthrough", "globs", "type")),
    "site": frozenset(("bucket", "entry-point", "exclude", "include")),
}
"""Known keys by the section that they stand in; "" is the top level and every environment."""

INSTEAD = {
    "assets.bucket": "name the folder in assets.directory",
    "assets.exclude": "name what stays out in a file .assetsignore in assets.directory",
    "assets.include": "name what stays out in a file .assetsignore in assets.directory: all else goes up",
}
"""What to write for keys that wrangler 3 had, and that no known key resembles."""

LEGACY_KEYS = {
    "type": "wrangler 1 built by project type; today main names the file",
    "usage_model": "usage models were removed",
    "zone_id": "zones belong to routes",
    "webpack_config": "wrangler 1 built with webpack",
    "build.upload": "nothing below [build.upload] is read; today's keys are main, base_dir and rules",
    "site": "Workers Sites uploads static files beside the Worker; [assets] took its place",
}
"""Keys of earlier wranglers that have no effect on what is uploaded, and what to know about each."""
