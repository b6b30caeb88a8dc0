from tidy_schema.version import VERSION


class Model:
    version = VERSION
