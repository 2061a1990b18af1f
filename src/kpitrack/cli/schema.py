"""`kpitrack schema`."""

EXAMPLE = "Example: kpitrack schema > indicators.schema.json"


def schema() -> None:
    """Print the JSON Schema of a tracker file, for editors that complete and check."""
    import json

    from kpitrack.cli.answer import write
    from kpitrack.sources.shape import json_schema

    write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
