"""Reads quantities that are more words than numbers: fractions, ratios, multiples, dozens and halves, ordinals."""

from __future__ import annotations

from dataclasses import replace

from factcheck.language.amounts import Amount
from factcheck.language.readings import Page, Reading, multiple, of_amount, share
from factcheck.language.units import kind_of

_AFTER_ARTICLE = frozenset({"doble", "triple", "cuadruple", "quintuple"})
_HALF_BEFORE = frozenset({"of", "the", "its", "their", "his", "her", "our", "all", "that", "those", "these", "my"})
_VALUED = frozenset(
    {
        "es",
        "son",
        "era",
        "eran",
        "fue",
        "equivale",
        "representa",
        "supone",
        "cuesta",
        "vale",
        "gana",
        "cobra",
        "a",
        "casi",
        "de",
        "en",
    }
)
_HALF_WORDS = frozenset({"medio", "media", "half"})


def worded(page: Page, i: int) -> Reading | None:
    """A quantity at token `i` that does not start with a number of its own, or whose number is not its value."""
    for read in (_half_of_unit, _half_as, _fraction_phrase, _multiple_phrase, _ordinal):
        found = read(page, i)
        if found is not None and page.free(found.first, found.end):
            return found
    return None


def after_number(page: Page, amount: Amount) -> Reading | None:
    """A number that goes on as a ratio, fraction, multiple or dozen: `dos de cada tres`, `two-thirds`, `tres veces más`."""
    if amount.unit is not None and amount.unit not in ("person", "second"):
        return None
    for read in (_ratio, _fraction, _times, _collective, _factor):
        found = read(page, amount)
        if found is not None and page.free(found.first, found.end):
            return found
    return None


# ---------------------------------------------------------------------- without a number


def _half_of_unit(page: Page, i: int) -> Reading | None:
    """`medio millón`, `half a dozen`, `media hora`, `half a percentage point`."""
    tokens, words = page.tokens, page.words
    if tokens.key(i) not in _HALF_WORDS:
        return None
    at = i + 1
    while tokens.key(at) in ("a", "an", "-") or (tokens.key(at) == "-" and tokens.at(at).glued):
        at += 1
    scale = words.numbers.scales.get(tokens.key(at))
    if scale is not None:
        return _scaled_half(page, i, at + 1, scale)
    collective = words.collectives.starting(tokens, at)
    if collective is not None:
        end, (value, bound) = collective
        return replace(_plain(i, end, value / 2), bound=bound)
    unit = words.units.starting(tokens, at)
    if unit is None or (at == i + 1 and words.lang == "en" and tokens.key(at) not in ("hour",)):
        return _half_point(page, i, at)
    value = unit[1].factor / 2
    return Reading(i, unit[0], value, value, unit[1].factor / 10, unit[1].code, kind_of(unit[1].code), at)


def _half_as(page: Page, i: int) -> Reading | None:
    """`half as many`."""
    if page.tokens.key(i) == "half" and page.tokens.key(i + 1) == "as":
        return multiple(i, i + 1, 0.5)
    return None


def _half_point(page: Page, i: int, at: int) -> Reading | None:
    if page.tokens.key(at) not in ("punto", "point"):
        return None
    return Reading(i, at + 1, 0.5, 0.5, 0.1, "percentage_point", "percent", at)


def _scaled_half(page: Page, i: int, end: int, scale: float) -> Reading:
    amount = Amount(i, end, end, scale / 2, scale / 10, scaled=True, scale=scale)
    return replace(of_amount(page.amounts.with_unit_behind(amount)), first=i)


def _fraction_phrase(page: Page, i: int) -> Reading | None:
    match = page.words.fractions.starting(page.tokens, i)
    if match is None:
        return _the_part(page, i)
    end, value = match
    if page.tokens.key(i) == "half" and not _stands_for_half(page, i):
        return None
    if page.tokens.key(i) == "mitad" or page.tokens.key(end - 1) in page.words.of | page.words.determiners:
        end = i + 1 if page.tokens.key(i) in ("mitad", "half") else end
    return share(i, end, value)


def _stands_for_half(page: Page, i: int) -> bool:
    """`half of`, `half its size`, `by half`; not `first half`, `half-time`."""
    after, before = page.tokens.key(i + 1), page.tokens.key(i - 1)
    return after in _HALF_BEFORE or (before in ("by", "in", "than", "about", "nearly", "almost") and after != "-")


def _the_part(page: Page, i: int) -> Reading | None:
    """`la quinta parte`, `un tercio` is read with its number; `el tercio restante` is left alone."""
    if page.tokens.key(i) not in page.words.determiners or page.tokens.key(i) in page.words.numbers.articles:
        return None
    value = page.words.fraction_nouns.get(f"{page.tokens.key(i + 1)} {page.tokens.key(i + 2)}")
    return share(i, i + 3, value) if value else None


def _multiple_phrase(page: Page, i: int) -> Reading | None:
    match = page.words.multiples.starting(page.tokens, i)
    if match is None:
        return None
    end, value = match
    if page.tokens.key(i) in _AFTER_ARTICLE and page.tokens.key(i - 1) not in ("al", "del", "un"):
        return None
    follows = page.words.multiple_follows
    key = page.tokens.key(i)
    if follows and key in ("double", "triple", "quadruple", "twice", "halves") and page.tokens.key(end) not in follows:
        return None
    return multiple(i, end, value)


def _ordinal(page: Page, i: int) -> Reading | None:
    """`tercer`, `3.º`, `21st`, `twenty-first`; not where it is part of a name (`Segunda Guerra Mundial`)."""
    tokens, words = page.tokens, page.words
    found = _ordinal_value(page, i)
    if found is None:
        return None
    end, value = found
    if _counts_on(page, end) or tokens.key(end) in words.not_ordinal_before or (_orders_speech(page, i, end)):
        return None
    if tokens.at(i).capitalised and tokens.at(end).capitalised and tokens.at(end).is_word:
        return None
    return Reading(i, end, value, value, 0.0, None, "ordinal", end, singular=True)


def _counts_on(page: Page, end: int) -> bool:
    """`the first three months`, `los primeros 30 días`: no rank."""
    key = page.tokens.key(end)
    return page.tokens.at(end).is_number or (key in page.words.numbers.cardinals and key not in page.words.ordinals)


def _orders_speech(page: Page, i: int, end: int) -> bool:
    """`En primer lugar, ...` and `at first,` order a speech, not things."""
    if page.tokens.key(i - 1) not in ("en", "at") or page.tokens.key(end) not in ("lugar", ","):
        return False
    return page.tokens.at(i - 1).capitalised or page.tokens.key(end) == "," or page.tokens.key(end + 1) == ","


def _ordinal_value(page: Page, i: int) -> tuple[int, float] | None:
    tokens, words = page.tokens, page.words
    if tokens.at(i).is_number:
        end = _suffix_end(page, i)
        return (end, float(tokens.at(i).text)) if end and tokens.at(i).text.isdigit() else None
    value = words.ordinals.get(tokens.key(i))
    if value is not None:
        return i + 1, value
    tens = words.numbers.cardinals.get(tokens.key(i), 0)
    unit = words.ordinals.get(tokens.key(i + 2), 0)
    if tokens.key(i + 1) == "-" and 20 <= tens < 100 and 0 < unit < 10 and tens % 10 == 0:
        return i + 3, tens + unit
    return None


def _suffix_end(page: Page, i: int) -> int | None:
    """The index behind `3.º`, `3º`, `3er`, `3rd`, or None."""
    at = i + 1
    if page.tokens.key(at) == "." and page.tokens.at(at).glued and page.tokens.key(at + 1) in ("º", "ª", "er"):
        at += 1
    token = page.tokens.at(at)
    if not token.glued or token.key not in page.words.ordinal_suffixes:
        return None
    if token.key == "º" and page.tokens.key(at + 1) in ("c", "f"):
        return None
    return at + 1


# ---------------------------------------------------------------------- behind a number


def _plain(first: int, end: int, value: float) -> Reading:
    return Reading(first, end, value, value, 1.0, None, "cardinal", end, plain=True)


def _ratio(page: Page, amount: Amount) -> Reading | None:
    """`dos de cada tres`, `nine out of ten`, `one in five`, `3 in 4`."""
    tokens, words = page.tokens, page.words
    at = amount.end
    if (
        amount.article
        and page.tokens.at(at).is_word
        and tokens.key(at + 1) in words.ratio
        and tokens.key(at) not in words.ratio
    ):
        at += 1  # `one household in six`, `una mujer de cada tres`
    if amount.digits and "." in amount.digits:
        return None
    for wording in (
        ("de", "cada"),
        ("out", "of", "every"),
        ("out", "of"),
        ("in", "every"),
        ("in",),
        ("de", "entre", "cada"),
    ):
        if wording[0] in words.ratio and tokens.is_all(at, *wording):
            whole = page.amounts.numerals.read(at + len(wording))
            return _share_of(page, amount, whole.value, whole.end, wording) if whole and not whole.article else None
    return None


def _share_of(page: Page, amount: Amount, whole: float, end: int, wording: tuple[str, ...]) -> Reading | None:
    if not 0 < amount.value < whole or (
        wording == ("in",) and (whole > 1000 or page.words.units.starting(page.tokens, end))
    ):
        return None
    if wording == ("out", "of") and whole > 1000:
        return None
    return share(amount.first, end, amount.value / whole)


def _fraction(page: Page, amount: Amount) -> Reading | None:
    """`un tercio`, `two-thirds`, `tres cuartas partes`, `two fifths`."""
    tokens, words = page.tokens, page.words
    at = amount.number_end
    if tokens.key(at) == "-" and tokens.at(at).glued:
        at += 1
    for size in (2, 1):
        part = words.fraction_nouns.get(" ".join(tokens.key(at + n) for n in range(size)))
        if part is not None and amount.value < 12 and amount.value == int(amount.value):
            return _checked_fraction(page, amount, part, at + size)
    return None


def _checked_fraction(page: Page, amount: Amount, part: float, end: int) -> Reading | None:
    """`un cuarto detenido` and `a third person` are ordinals: a single part needs `de`/`of` or the end of a phrase behind it."""
    if (
        page.tokens.key(end - 1) not in ("tercio", "parte")
        and _of_a_point(page, end) is None
        and amount.value == 1
        and page.tokens.key(end) not in page.words.fraction_needs
        and page.tokens.at(end).is_word
    ):
        return None
    value = amount.value * part
    point = _of_a_point(page, end)
    if point is not None:
        return Reading(amount.first, point, value, value, 0.1, "percentage_point", "percent", end)
    if value >= 1 or page.tokens.key(end - 1) in ("medio", "medios"):
        return None
    unit = page.words.units.starting(page.tokens, end + 1) if page.tokens.key(end) in page.words.of else None
    if unit and unit[1].code == "hour":
        return Reading(amount.first, unit[0], value * 60, value * 60, 1.0, "minute", "duration", end)
    return share(amount.first, end, value)


def _of_a_point(page: Page, i: int) -> int | None:
    """The index behind `percentage point`, `of a point`, `de punto` right after a fraction."""
    if page.tokens.key(i) in page.words.of | {"-"}:
        i += 1
    if page.tokens.key(i) in ("a", "un"):
        i += 1
    unit = page.words.units.starting(page.tokens, i)
    if unit is not None and unit[1].code == "percentage_point":
        return unit[0]
    return i + 1 if page.tokens.key(i) in ("point", "punto") else None


def _times(page: Page, amount: Amount) -> Reading | None:
    """`tres veces más`, `five times the`: a multiple; `three times` alone counts occasions."""
    at = amount.end
    if amount.article or page.tokens.key(at) not in page.words.times_nouns:
        return None
    if page.tokens.key(at) == "x":
        return (
            multiple(amount.first, at + 1, amount.value)
            if page.tokens.at(at).glued and not page.tokens.at(at + 1).is_number
            else None
        )
    said = (
        page.tokens.key(at + 1) not in page.words.determiners
        or page.words.lang != "es"
        or page.tokens.key(amount.first - 1) in _VALUED
    )
    if page.tokens.key(at + 1) in page.words.times_follows and said:
        return multiple(amount.first, at + 1, amount.value)
    return None


def _collective(page: Page, amount: Amount) -> Reading | None:
    """`una docena`, `dos centenares`, `a couple`."""
    match = page.words.collectives.starting(page.tokens, amount.end)
    if match is None or amount.scaled:
        return None
    end, (size, bound) = match
    if size == 2 and (page.tokens.key(end) not in page.words.of or not amount.article):
        return None
    value = amount.value * size
    scale = (
        page.words.numbers.scales.get(page.tokens.key(end + 1), 1.0) if page.tokens.key(end) in page.words.of else 1.0
    )
    end = end + 2 if scale > 1 else end
    return replace(_plain(amount.first, end, value * scale), bound=bound, step=scale)


def _factor(page: Page, amount: Amount) -> Reading | None:
    """`multiplicó por tres`, `multiplied by 3`."""
    if (
        page.tokens.key(amount.first - 1) not in ("por", "by")
        or page.tokens.key(amount.first - 2) not in page.words.multiple_after
    ):
        return None
    return multiple(amount.first, amount.end, amount.value)
