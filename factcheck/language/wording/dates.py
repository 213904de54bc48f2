"""How Spanish and English word dates: months, weekdays, parts of a year, relative expressions (keys are lower case without
vowel accents)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factcheck.language.tokens import Phrases, Token
from factcheck.language.wording.base import NumberWords
from factcheck.language.wording.shared import phrases, words

_OTHER_STARTS = words(
    "mes ultimo dia años pasado pasada proximo proxima mon tue wed thu fri sat sun thurs tues medio media fifth sixth "
    "seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """The date wordings of one language. Offsets count units from the anchor's own: `el año pasado` is (year, -1).

    `rolling`: spans that end or start at the anchor (`el último año` is (year, -1)); `parts`: early, mid, late.
    """

    lang: str
    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    first_day: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    month_cues: frozenset[str]
    year_cues: frozenset[str]
    year_nouns: frozenset[str]
    not_after_year: frozenset[str]
    relative: Phrases[tuple[str, int]]
    rolling: Phrases[tuple[str, int]]
    so_far: Phrases[str]
    whole: Phrases[str]
    weekend: Phrases[int]
    units: Mapping[str, str]
    parts: Phrases[str]
    ordinals: Mapping[str, int]
    part_units: Mapping[str, str]
    ago_before: frozenset[str]
    ago_after: frozenset[str]
    ahead_before: Phrases[bool]
    ago_fillers: Phrases[bool]
    last: frozenset[str]
    next: frozenset[str]
    this: frozenset[str]
    previous: frozenset[str]
    coming: Phrases[bool]
    every: frozenset[str]
    since: frozenset[str]
    range_open: Mapping[str, frozenset[str]]
    range_links: frozenset[str]
    tens: Mapping[str, int]
    decade_cues: frozenset[str]
    decade_nouns: frozenset[str]
    century: frozenset[str]
    day_first: bool
    future: Phrases[bool]
    future_endings: tuple[str, ...]
    clause_ends: frozenset[str]
    _starters: list[frozenset[str]] = field(default_factory=list, compare=False, repr=False)

    def may_start(self, token: Token, numbers: NumberWords) -> bool:
        """False for words that no date starts with: most words of a text, passed over at once."""
        if not token.is_word:
            return True
        if not self._starters:
            self._starters.append(self._first_words(numbers))
        return token.key in self._starters[0] or len(token.key) == 1

    def _first_words(self, numbers: NumberWords) -> frozenset[str]:
        found = (
            frozenset(self.months) | frozenset(self.short_months) | frozenset(self.weekdays) | frozenset(self.ordinals)
        )
        for phrases_ in (self.relative, self.weekend, self.rolling, self.so_far, self.parts, self.ahead_before):
            found |= phrases_.first_words
        found |= (
            self.first_day
            | self.articles
            | self.of
            | self.ago_before
            | self.last
            | self.next
            | self.this
            | self.since
            | self.century
        )
        found |= frozenset(self.range_open) | frozenset(self.tens) | self.decade_nouns | _OTHER_STARTS
        return found | frozenset(numbers.cardinals) | frozenset(numbers.scales) | numbers.articles


def _dates(table: Mapping[tuple[str, int], str]) -> Phrases[tuple[str, int]]:
    return Phrases([(p, key) for key, listing in table.items() for p in phrases(listing)])


def _numbered(listing: str, start: int = 1) -> dict[str, int]:
    return {word: n for n, word in enumerate(listing.split(), start)}


_ORDINAL_STEMS = "primer segund tercer cuart quint sext septim octav noven decim"
_ES_ORDINALS = {form: n for n, stem in enumerate(_ORDINAL_STEMS.split(), 1) for form in (stem + "o", stem + "a")}
_ES_ORDINALS |= {"primer": 1, "tercer": 3, "ultimo": -1, "ultima": -1}

SPANISH = DateWords(
    lang="es",
    months=_numbered("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
    | {"setiembre": 9},
    short_months=_numbered("ene feb mar abr may jun jul ago sep oct nov dic") | {"sept": 9, "set": 9},
    weekdays=_numbered("lunes martes miercoles jueves viernes sabado domingo", 0),
    first_day=words("primero uno"),
    of=words("de del"),
    articles=words("el la los las"),
    month_cues=words(
        "en de del desde hasta este pasado proximo a para durante mes entre y finales mediados principios ultimo desde hacia por e"
    ),
    year_cues=words("en desde durante hacia año ejercicio curso temporada septiembre hasta para campaña"),
    year_nouns=words("año años ejercicio curso temporada"),
    not_after_year=words("a d"),
    relative=_dates(
        {
            (
                "day",
                0,
            ): "hoy, hoy mismo, hoy en dia, esta mañana, esta tarde, esta noche, esta madrugada, este mediodia, el dia de hoy",
            ("day", -1): "ayer, anoche, ayer mismo, el dia de ayer, la pasada noche, la noche pasada",
            ("day", -2): "anteayer, antier, antes de ayer, anteanoche, antes de anoche",
            ("day", 1): "mañana, el dia de mañana",
            ("day", 2): "pasado mañana",
            ("week", 0): "esta semana, esta misma semana, la presente semana, la semana en curso",
            ("week", -1): "la semana pasada, la pasada semana, semana pasada, pasada semana",
            (
                "week",
                1,
            ): "la proxima semana, la semana proxima, la semana que viene, la semana entrante, la semana siguiente a esta, "
            "proxima semana",
            ("month", 0): "este mes, este mismo mes, el presente mes, el mes en curso, el mes corriente, el mes actual",
            ("month", -1): "el mes pasado, el pasado mes, mes pasado, pasado mes",
            ("month", 1): "el proximo mes, el mes proximo, el mes que viene, el mes entrante, proximo mes",
            ("quarter", 0): "este trimestre, el presente trimestre, el trimestre en curso, el trimestre actual",
            ("quarter", -1): "el trimestre pasado, el pasado trimestre",
            ("quarter", 1): "el proximo trimestre, el trimestre que viene",
            ("half_year", 0): "este semestre, el presente semestre, el semestre en curso",
            ("half_year", -1): "el semestre pasado, el pasado semestre",
            ("half_year", 1): "el proximo semestre",
            (
                "year",
                0,
            ): "este año, este mismo año, el presente año, el año en curso, el año corriente, el presente ejercicio, el año actual, "
            "año en curso, presente año, el actual ejercicio, el corriente año",
            (
                "year",
                -1,
            ): "el año pasado, el pasado año, año pasado, pasado año, el pasado ejercicio, el ejercicio pasado, ultimo año fiscal",
            ("year", -2): "el año antepasado, hace dos navidades, el antepasado año",
            (
                "year",
                1,
            ): "el proximo año, el año proximo, el año que viene, el año entrante, proximo año, año que viene, el proximo ejercicio",
            ("decade", 0): "esta decada, la presente decada, la decada actual",
            ("decade", -1): "la decada pasada, la pasada decada",
            ("decade", 1): "la proxima decada, la decada que viene",
            ("century", 0): "este siglo, el presente siglo, el siglo actual",
            ("century", -1): "el siglo pasado, el pasado siglo",
        }
    ),
    rolling=_dates(
        {
            ("day", -1): "el ultimo dia, la ultima jornada, las ultimas horas",
            ("week", -1): "la ultima semana",
            ("month", -1): "el ultimo mes",
            ("quarter", -1): "el ultimo trimestre",
            ("half_year", -1): "el ultimo semestre",
            ("year", -1): "el ultimo año, ultimo año",
            ("decade", -1): "la ultima decada, el ultimo decenio",
            ("century", -1): "el ultimo siglo",
        }
    ),
    so_far=Phrases(
        {
            "lo que va de año": "year",
            "lo que va del año": "year",
            "lo que llevamos de año": "year",
            "lo que va de este año": "year",
            "lo que va de mes": "month",
            "lo que va del mes": "month",
            "lo que va de semana": "week",
            "lo que va de siglo": "century",
            "lo que va del siglo": "century",
            "lo que va de la decada": "decade",
            "lo que va de la semana": "week",
            "lo que va del trimestre": "quarter",
            "lo que va del presente año": "year",
            "lo que va de decada": "decade",
            "lo que va de trimestre": "quarter",
        }
    ),
    whole=Phrases(
        {
            "año": "year",
            "mes": "month",
            "siglo": "century",
            "decada": "decade",
            "semana": "week",
            "trimestre": "quarter",
            "el año": "year",
            "el mes": "month",
        }
    ),
    weekend=Phrases(
        {
            "este fin de semana": 0,
            "el fin de semana": 0,
            "el fin de semana pasado": -1,
            "el pasado fin de semana": -1,
            "pasado fin de semana": -1,
            "el ultimo fin de semana": -1,
            "el proximo fin de semana": 1,
            "proximo fin de semana": 1,
            "el fin de semana que viene": 1,
        }
    ),
    units={
        **dict.fromkeys(("dia", "dias", "jornadas"), "day"),
        **dict.fromkeys(("hora", "horas"), "hour"),
        **dict.fromkeys(("minuto", "minutos"), "minute"),
        **dict.fromkeys(("semana", "semanas"), "week"),
        **dict.fromkeys(("mes", "meses"), "month"),
        **dict.fromkeys(("trimestre", "trimestres"), "quarter"),
        **dict.fromkeys(("semestre", "semestres"), "half_year"),
        **dict.fromkeys(("año", "años", "ejercicios"), "year"),
        **dict.fromkeys(("decada", "decadas"), "decade"),
        **dict.fromkeys(("siglo", "siglos"), "century"),
    },
    parts=Phrases(
        {
            **{
                f"{w} {of}": "early"
                for w in ("principios", "principio", "comienzos", "comienzo", "inicios", "inicio", "primeros")
                for of in ("de", "del")
            },
            **{f"{w} {of}": "mid" for w in ("mediados", "mitad") for of in ("de", "del")},
            **{f"{w} {of}": "late" for w in ("finales", "fines", "final", "fin", "cierre") for of in ("de", "del")},
        }
    ),
    ordinals=_ES_ORDINALS,
    part_units={
        "trimestre": "quarter",
        "semestre": "half_year",
        "cuatrimestre": "four_months",
        "mitad": "half",
        "quincena": "fortnight",
        "semana": "week",
        "bimestre": "",
    },
    ago_before=words("hace hacia"),
    ago_after=words("atras"),
    ahead_before=Phrases({"dentro de": True}),
    ago_fillers=Phrases(
        dict.fromkeys(
            phrases(
                "mas de, casi, unos, unas, apenas, solo, ya, cerca de, menos de, aproximadamente, poco mas de, al menos, tan "
                "solo, alrededor de, exactamente, justo"
            ),
            True,
        )
    ),
    last=words("ultimos ultimas pasados pasadas"),
    next=words("proximos proximas"),
    this=words("este esta"),
    previous=words("pasado pasada ultimo"),
    coming=Phrases(dict.fromkeys(phrases("proximo, que viene, proxima, siguiente, entrante"), True)),
    every=words("los cada todos"),
    since=words("desde"),
    range_open={
        "entre": words("y e"),
        "de": words("a hasta al"),
        "del": words("al a hasta"),
        "desde": words("hasta a al"),
    },
    range_links=words("a al hasta - – — /"),
    tens={
        "veinte": 20,
        "treinta": 30,
        "cuarenta": 40,
        "cincuenta": 50,
        "sesenta": 60,
        "setenta": 70,
        "ochenta": 80,
        "noventa": 90,
    },
    decade_cues=words("los años del"),
    decade_nouns=words("decada"),
    century=words("siglo siglos"),
    day_first=True,
    future=Phrases(
        {
            "va a": True,
            "van a": True,
            "esta previsto": True,
            "esta prevista": True,
            "estan previstos": True,
            "previsto para": True,
        }
    ),
    future_endings=("rá", "rán"),
    clause_ends=words(". ; : , ( ) que cuando ? !"),
)

_EN_TENS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

ENGLISH = DateWords(
    lang="en",
    months=_numbered("january february march april may june july august september october november december"),
    short_months=_numbered("jan feb mar apr may jun jul aug sep oct nov dec") | {"sept": 9},
    weekdays=_numbered("monday tuesday wednesday thursday friday saturday sunday", 0),
    first_day=frozenset(),
    of=words("of in ,"),
    articles=words("the"),
    month_cues=words(
        "in since last next this by of until till from through during between and to for every early late mid before after "
        "on end beginning start - – "
        "past following per around is was"
    ),
    year_cues=words("in since during by from until till before after through around circa year of season"),
    year_nouns=words("year years season"),
    not_after_year=words("bc bce"),
    relative=_dates(
        {
            ("day", 0): "today, tonight, this morning, this afternoon, this evening, earlier today, later today",
            ("day", -1): "yesterday, last night, yesterday morning, yesterday afternoon, yesterday evening",
            ("day", -2): "the day before yesterday, day before yesterday",
            ("day", 1): "tomorrow",
            ("day", 2): "the day after tomorrow, day after tomorrow",
            ("week", 0): "this week, earlier this week, later this week, the current week",
            ("week", -1): "last week, the past week's, late last week, early last week",
            ("week", 1): "next week, the coming week",
            ("month", 0): "this month, earlier this month, later this month, the current month",
            ("month", -1): "last month",
            ("month", 1): "next month",
            ("quarter", 0): "this quarter, the current quarter",
            ("quarter", -1): "last quarter, the previous quarter",
            ("quarter", 1): "next quarter",
            (
                "year",
                0,
            ): "this year, earlier this year, later this year, the current year, the current fiscal year, this fiscal year",
            ("year", -1): "last year, the last fiscal year, last fiscal year",
            ("year", -2): "the year before last",
            ("year", 1): "next year, the coming year",
            ("decade", 0): "this decade, the current decade",
            ("decade", 1): "next decade",
            ("century", 0): "this century, the current century",
            ("century", -1): "last century",
        }
    ),
    rolling=_dates(
        {
            ("day", -1): "the last day, the past day",
            ("week", -1): "the past week, the last week",
            ("month", -1): "the past month, the last month",
            ("quarter", -1): "the past quarter",
            ("year", -1): "the past year, the last year, the previous 12 months",
            ("decade", -1): "the past decade, the last decade, last decade, the previous decade",
            ("century", -1): "the past century, the last century",
            ("year", 1): "the next year",
            ("decade", 1): "the next decade, the coming decade",
        }
    ),
    so_far=Phrases(
        {
            "so far this year": "year",
            "this year so far": "year",
            "year to date": "year",
            "year - to - date": "year",
            "so far this month": "month",
            "so far this week": "week",
            "so far this quarter": "quarter",
            "so far this century": "century",
            "so far this decade": "decade",
        }
    ),
    whole=Phrases(
        {
            "the year": "year",
            "the month": "month",
            "the decade": "decade",
            "the century": "century",
            "the week": "week",
            "year": "year",
            "the quarter": "quarter",
        }
    ),
    weekend=Phrases(
        {
            "this weekend": 0,
            "the weekend": 0,
            "last weekend": -1,
            "next weekend": 1,
            "the past weekend": -1,
            "this past weekend": -1,
        }
    ),
    units={
        **dict.fromkeys(("day", "days"), "day"),
        **dict.fromkeys(("hour", "hours"), "hour"),
        **dict.fromkeys(("minute", "minutes"), "minute"),
        **dict.fromkeys(("week", "weeks"), "week"),
        **dict.fromkeys(("month", "months"), "month"),
        **dict.fromkeys(("quarter", "quarters"), "quarter"),
        **dict.fromkeys(("year", "years"), "year"),
        **dict.fromkeys(("decade", "decades"), "decade"),
        **dict.fromkeys(("century", "centuries"), "century"),
    },
    parts=Phrases(
        {
            **{
                w: part
                for part, listing in (
                    ("early", "early"),
                    ("mid", "mid, mid -, middle of, the middle of"),
                    ("late", "late"),
                )
                for w in phrases(listing)
            },
            **dict.fromkeys(
                phrases("beginning of, the beginning of, start of, the start of, the early part of, the early"), "early"
            ),
            **dict.fromkeys(phrases("end of, the end of, the close of, the latter part of, the late"), "late"),
            "the mid": "mid",
            "the mid -": "mid",
        }
    ),
    ordinals={"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1},
    part_units={"quarter": "quarter", "half": "half", "week": "week", "fortnight": "fortnight"},
    ago_before=frozenset(),
    ago_after=words("ago"),
    ahead_before=Phrases({}),
    ago_fillers=Phrases({}),
    last=words("last past previous preceding"),
    next=words("next coming following"),
    this=words("this"),
    previous=words("last"),
    coming=Phrases({"next": True, "coming": True}),
    every=words("every each"),
    since=words("since"),
    range_open={"between": words("and"), "from": words("to until till through")},
    range_links=words("to through until - – — / thru"),
    tens=_EN_TENS,
    decade_cues=words("the"),
    decade_nouns=frozenset(),
    century=words("century centuries"),
    day_first=False,
    future=Phrases(
        dict.fromkeys(
            phrases(
                "will, 'll, won't, is expected, are expected, is due, are due, is scheduled, are scheduled, is set "
                "to, are set to, is to, are to, "
                "plans to, plan to, due to, expected to, scheduled for, is planned, are planned, it'll, they'll, he'll, she'll, we'll"
            ),
            True,
        )
    ),
    future_endings=(),
    clause_ends=words(". ; : , ( ) that when who ? !"),
)


def date_words(lang: str) -> DateWords | None:
    """The date wordings of `lang`; None where only ISO dates can be read."""
    return {"es": SPANISH, "en": ENGLISH}.get(lang)
