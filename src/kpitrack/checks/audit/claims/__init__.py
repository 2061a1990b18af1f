"""How figures of a paragraph are put together into claims: one kind, one module."""
