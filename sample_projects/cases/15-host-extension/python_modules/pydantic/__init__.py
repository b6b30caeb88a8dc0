from pydantic_core import SchemaValidator


class BaseModel:
    validator = SchemaValidator
