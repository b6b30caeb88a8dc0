from ._pydantic_core import SchemaValidator
