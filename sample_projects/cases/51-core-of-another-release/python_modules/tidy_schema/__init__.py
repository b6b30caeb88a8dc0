from tidy_core.schema import validate_core_schema


class Model:
    check = validate_core_schema
