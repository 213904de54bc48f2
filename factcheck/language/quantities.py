"""Finds the amounts that a text states: value or interval, unit, what is counted, and how exact the wording is.

It knows Spanish and English wordings (tables in `wording`); in other languages it reads digits, symbols and codes. It does not
know what an amount is about, nor whether it is true. A span covers number, scale and unit (for a range, from the first number
to the last unit); hedges such as `más de` lie outside it and are found in `bound`, counted nouns in `counts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factcheck.domain import Bound, Quantity, Span
from factcheck.language.amounts import Amount, AmountReader
from factcheck.language.dates import date_spans
from factcheck.language.hedges import hedge_after, hedge_before
from factcheck.language.look_alikes import look_alikes
from factcheck.language.nouns import counted
from factcheck.language.numerals import NumeralReader
from factcheck.language.ranges import linked, whole_duration
from factcheck.language.rates import rate
from factcheck.language.readings import Page, Reading, of_amount
from factcheck.language.separators import style_of
from factcheck.language.tokens import tokenized
from factcheck.language.worded import after_number, worded
from factcheck.language.wording import wordings

# `un día` is mostly "one day"; these units make `un`/`a` a number only behind a hedge.
_VAGUE_ONES = frozenset({"day", "second", "degree", "person", "foot", "knot", "quarter", "celsius"})


def quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order, none overlapping; spans count code points. Pure, linear in the text's length."""
    page = _page(text, lang)
    return tuple(_finished(page, reading) for reading in _readings(page))


def _page(text: str, lang: str) -> Page:
    words = wordings(lang)
    tokens = tokenized(text)
    numerals = NumeralReader(tokens, words.numbers, style_of(tokens, words.numbers.habit))
    taken = set(look_alikes(text, tokens, words))
    spans = date_spans(text, lang)
    at = 0
    for i, token in enumerate(tokens):
        while at < len(spans) and spans[at].end <= token.start:
            at += 1
        if at < len(spans) and spans[at].start < token.end:
            taken.add(i)
    return Page(text, tokens, words, AmountReader(tokens, words, numerals), frozenset(taken))


def _readings(page: Page) -> Iterator[Reading]:
    i = 0
    while i < len(page.tokens):
        found = (
            ()
            if i in page.taken or not page.words.may_start(page.tokens[i])
            else tuple(_with_rate(page, _with_noun(page, r)) for r in _at(page, i))
        )
        yield from found
        i = max(i + 1, found[-1].end, found[-1].read_to) if found else i + 1


def _at(page: Page, i: int) -> tuple[Reading, ...]:
    """What is read at token `i`: nothing, one quantity, or the two ends of a change."""
    special = worded(page, i)
    if special is not None:
        return (special,)
    amount = page.amounts.read(i) or _the_scale(page, i)
    if amount is None or not page.free(amount.first, amount.number_end):
        return ()
    special = after_number(page, amount)
    if special is not None:
        return (special,)
    if _names_only(page, amount):
        return ()
    amount = whole_duration(page, amount)
    found = linked(page, amount) if not amount.article else None
    if found is not None:
        return found
    return (of_amount(amount),) if _means_a_number(page, amount) else ()


def _names_only(page: Page, amount: Amount) -> bool:
    """`fase tres`, `a six-figure sum`, `un hospital por cada 50.000 habitantes`: numbers that state no amount of their own."""
    before, tokens = amount.first - 1, page.tokens
    if not amount.digits and amount.unit is None and tokens.key(before) in page.words.labels:
        return True
    if _is_in_a_name(page, amount) or tokens.is_all(amount.end, "-", "figure"):
        return True
    per = (
        tokens.key(before) == "per"
        or tokens.is_all(before - 1, "por", "cada")
        or tokens.is_all(before - 1, "for", "every")
    )
    return per and amount.value >= 100


def _is_in_a_name(page: Page, amount: Amount) -> bool:
    """`Minera Tres Cumbres`: a capitalised number word between capitalised words."""
    before, first, after = (page.tokens.at(n) for n in (amount.first - 1, amount.first, amount.end))
    return (
        first.is_word
        and first.capitalised
        and before.is_word
        and before.capitalised
        and after.is_word
        and after.capitalised
    )


def _the_scale(page: Page, i: int) -> Amount | None:
    """`supera el millón de casos`, `topped the billion mark`."""
    return page.amounts.read_scale(i) if page.tokens.key(i - 1) in ("el", "del", "al", "the") else None


def _means_a_number(page: Page, amount: Amount) -> bool:
    """`un`/`a`/`one` alone is an article unless a unit, a scale or a hedge says otherwise; zero needs something to measure."""
    if amount.value == 0 and not amount.digits:
        return amount.unit is not None
    if not amount.article:
        return True
    hedged = hedge_before(page.tokens, amount.first, page.words) is not None
    if amount.unit is None or amount.unit in _VAGUE_ONES:
        return hedged and _counts_one(page, amount)
    said_one = page.tokens.key(amount.first) not in ("a", "an")
    return hedged or said_one or amount.end > amount.number_end + 1


def _counts_one(page: Page, amount: Amount) -> bool:
    return amount.unit is not None or counted(page.tokens, amount.end, page.words, singular=True) is not None


# ---------------------------------------------------------------------- hedges, nouns, rates


def _finished(page: Page, reading: Reading) -> Quantity:
    first, last = page.tokens[reading.first], page.tokens[reading.end - 1]
    text = page.text[first.start : last.end]
    return Quantity(
        span=Span(start=first.start, end=last.end),
        text=text,
        low=reading.low,
        high=reading.high,
        unit=reading.unit,
        counts=reading.counts,
        per=reading.per,
        bound=_bound(page, reading),
        resolution=float(f"{abs(reading.step) / 2:.12g}"),
        kind=reading.kind,
    )


def _with_noun(page: Page, reading: Reading) -> Reading:
    if reading.unit is not None and reading.kind not in ("percent", "cardinal", "measure"):
        return reading
    if reading.kind == "multiple" or (reading.unit is not None and page.tokens.key(reading.end) not in page.words.of):
        return _person(page, reading)
    if page.words.per.starting(page.tokens, reading.end):
        return reading
    hedge = page.words.after.starting(page.tokens, reading.end)
    noun = counted(page.tokens, hedge[0] if hedge else reading.end, page.words, singular=reading.singular)
    if noun is None or noun[0] in page.taken:
        return reading
    person = (
        page.words.units.starting(page.tokens, noun[0]) if reading.kind == "cardinal" and reading.unit is None else None
    )
    unit = "person" if person and person[1].code == "person" else reading.unit
    return replace(reading, counts=noun[1], counts_end=noun[0] + 1, unit=unit)


def _person(page: Page, reading: Reading) -> Reading:
    if reading.unit != "person":
        return reading
    noun = counted(page.tokens, reading.end - 1, page.words, singular=reading.singular)
    return replace(reading, counts=noun[1] if noun else None)


def _with_rate(page: Page, reading: Reading) -> Reading:
    if reading.kind in ("ordinal", "fraction", "multiple"):
        return reading
    found = rate(page, _ends(page, reading))
    if found is None:
        return reading
    kind = reading.kind if reading.kind == "percent" else "rate"
    return replace(reading, per=found[1], kind=kind, read_to=found[0])


def _ends(page: Page, reading: Reading) -> tuple[int, ...]:
    if reading.counts_end is not None:
        return reading.end, reading.counts_end
    if reading.kind == "measure" and page.tokens.key(reading.end) in page.words.of:
        return reading.end, reading.end + 2, reading.end + 3  # `toneladas de CO2 al año`
    return (reading.end,)


def _bound(page: Page, reading: Reading) -> Bound:
    before = hedge_before(page.tokens, reading.first, page.words)
    if before is not None:
        return before.bound
    return hedge_after(page.tokens, (reading.number_end, *_ends(page, reading)), page.words) or reading.bound
