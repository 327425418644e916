"""A file as an editor sees it: YAML 1.2 core, held against a JSON Schema.

The idea that makes it simple: an editor types scalars before it looks at the schema, so numbers are
numbers there, `ja` is text and a date is text. That differs from how Koers reads the same file.
"""

import re

import yaml
from jsonschema import Draft202012Validator

Loaded = object


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core: other words than PyYAML's own, which is YAML 1.1 (`no`, `08`, dates)."""


def _mapping(loader: CoreLoader, node: yaml.MappingNode) -> dict[str, Loaded]:
    """Keys as text, which is how editors offer them."""
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def _float(loader: CoreLoader, node: yaml.ScalarNode) -> float:
    return float(node.value.replace(".inf", "inf").replace(".nan", "nan"))


_WORDS = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
}
CoreLoader.yaml_implicit_resolvers = {}
for _name, _pattern in _WORDS.items():
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), None
    )
CoreLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:float", _float)


def as_editor_reads(text: str) -> Loaded:
    return yaml.load(text, Loader=CoreLoader)


def complaints(text: str, schema: dict[str, object]) -> list[str]:
    """What an editor would underline."""
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = validator.iter_errors(as_editor_reads(text))
    return [f"{error.json_path}: {error.message}" for error in errors]
