"""The version of the engine: part of the provenance of every figure."""

VERSION = "0.1.0"
