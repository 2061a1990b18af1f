"""The version, alone, so that telling it costs nothing."""

__version__ = "0.1.0"
