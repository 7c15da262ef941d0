"""What the hooks share of the build that runs, until one object holds a whole build."""

_kept: dict[type, object] = {}


def keep[T](value: T) -> T:
    """Keep a record for the hooks that come later in the same build; there is one of each type."""
    _kept[type(value)] = value
    return value


def kept[T](kind: type[T]) -> T:
    """Return the record of that type."""
    found = _kept[kind]
    assert isinstance(found, kind)
    return found
