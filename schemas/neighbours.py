"""What a header cannot say alone: bare ``Option 1``, ``Valeurs``, ``Personalisation`` read with their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from .numbering import Reading

Readings = list[Reading | None]


def settle(readings: Sequence[Reading | None]) -> Readings:
    """The readings of a whole header row, sheet order, none of them undecided any more.

    * A label column beside value columns: ``Option`` + ``Valeurs`` are label and values of one list.
    * ``Option 1`` … beside labels of the same numbers are lists; otherwise they are the options of the label
      they follow. With a price of their own each, they are options; alone they are lists.
    * A bare group word is a label where customization columns stand beside it, else nothing.
    """
    settled: Readings = list(readings)
    if _at(readings, "values"):
        if not _at(readings, "list") and not _labels(readings):
            _settle_groups(settled, beside=True)
        _settle_values(settled)
    _settle_lists(settled)
    _settle_groups(settled, beside=bool(_at(settled, "extra")))
    _settle_extras(settled)
    return settled


def _at(readings: Sequence[Reading | None], *undecided: str) -> list[int]:
    return [i for i, reading in enumerate(readings) if reading and reading.undecided in undecided]


def _labels(readings: Sequence[Reading | None]) -> list[int]:
    return [
        i
        for i, reading in enumerate(readings)
        if reading and reading.field == "custom_label" and not reading.undecided
    ]


def _decided(reading: Reading, field: str, repeat: int, option: int) -> Reading:
    return replace(reading, field=field, repeat=repeat, option=option, undecided="")


def _settle_values(settled: Readings) -> None:
    """Bare value columns: values of the list or label they belong to; nothing without one."""
    values, lists = _at(settled, "values"), _at(settled, "list")
    if lists:
        _number_in_order(settled, lists)
        _become_labels(settled, lists)
    labels = _labels(settled)
    numbers = [reading.option for at in values if (reading := settled[at])]
    label_numbers = {reading.repeat for at in labels if (reading := settled[at])}
    taken = Counter(_place(settled, labels, at) for at in values if labels)
    used: set[tuple[int, int]] = set()
    told = any(reading.numbered for at in labels if (reading := settled[at])) or len(label_numbers) > 1
    by_list = told and set(numbers) <= label_numbers and len(set(numbers)) == len(numbers)
    for at in values:
        reading = settled[at]
        assert reading is not None
        if not labels:
            settled[at] = None
        elif by_list:
            settled[at] = _decided(reading, "option_value", reading.option, 0)
        else:
            repeat, option = place = _place(settled, labels, at)
            if taken[place] > 1 and not option:
                option = next(number for number in count(1) if (repeat, number) not in used)
            used.add((repeat, option))
            settled[at] = _decided(reading, "option_value", repeat, option)


def _become_labels(settled: Readings, lists: Sequence[int]) -> None:
    for at in lists:
        reading = settled[at]
        if reading:
            settled[at] = _decided(reading, "custom_label", reading.repeat, 0)


def _settle_extras(settled: Readings) -> None:
    """Bare surcharges and limits belong to the label to their left; without any customization they mean nothing."""
    owners = [
        i
        for i, one in enumerate(settled)
        if one and not one.undecided and one.field in ("custom_label", "option_value")
    ]
    for at in _at(settled, "extra"):
        reading = settled[at]
        if reading and owners:
            repeat = _repeat_before(settled, owners, at)
            settled[at] = _decided(reading, reading.field, repeat, 0)
        else:
            settled[at] = None


def _place(settled: Readings, labels: Sequence[int], at: int) -> tuple[int, int]:
    """(customization, option) a bare value column would get."""
    reading = settled[at]
    return _repeat_before(settled, labels, at), reading.option if reading else 0


def _number_in_order(settled: Readings, lists: Sequence[int]) -> None:
    """Several bare ``Option`` columns without numbers are numbered from left to right."""
    if len(lists) > 1 and not any(reading.numbered for at in lists if (reading := settled[at])):
        for number, at in enumerate(lists, 1):
            reading = settled[at]
            if reading:
                settled[at] = replace(reading, repeat=number)


def _repeat_before(settled: Readings, labels: Sequence[int], at: int) -> int:
    """The number of the nearest label to the left, else of the first one."""
    nearest = max((label for label in labels if label < at), default=labels[0])
    reading = settled[nearest]
    return reading.repeat if reading else 1


def _settle_lists(settled: Readings) -> None:
    """Bare ``Option 1`` columns and the prices and pictures that go with them."""
    lists, extras = _at(settled, "list"), _at(settled, "list price", "list image")
    _number_in_order(settled, lists)
    labels = _labels(settled)
    numbers = [reading.repeat for at in lists if (reading := settled[at])]
    label_numbers = {reading.repeat for at in labels if (reading := settled[at])}
    unique = len(set(numbers)) == len(numbers)
    as_options = (
        bool(lists)
        and bool(numbers)
        and (not (unique and set(numbers) <= label_numbers) if labels else bool(extras) and max(numbers) > 1)
    )
    for at in (*lists, *extras):
        reading = settled[at]
        assert reading is not None
        if as_options and reading.numbered:
            repeat = _repeat_before(settled, labels, at) if labels else 1
            settled[at] = _decided(reading, reading.field, repeat, reading.repeat)
        else:
            settled[at] = replace(reading, undecided="")


def _settle_groups(settled: Readings, beside: bool = False) -> None:
    """A bare group word is the label of the options around it, if they have none."""
    beside = beside or any(reading and not reading.undecided for reading in settled)
    taken = {
        reading.repeat
        for reading in settled
        if reading and reading.field == "custom_label" and not reading.undecided
    }
    for at in _at(settled, "group"):
        reading = settled[at]
        assert reading is not None
        settled[at] = replace(reading, undecided="") if beside and reading.repeat not in taken else None
