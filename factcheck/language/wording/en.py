"""How English, British and American, words numbers, units, hedges and rates (keys are lower case)."""

from __future__ import annotations

from factcheck.domain import Bound
from factcheck.language.separators import Habit
from factcheck.language.tokens import Phrases
from factcheck.language.wording.base import NumberWords, Wordings
from factcheck.language.wording.shared import PREFIXES, SYMBOLS, phrases, table, words

_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)

CARDINALS: dict[str, float] = {"zero": 0}
CARDINALS |= {word: n for n, word in enumerate(_SMALL.split(), 1) if n > 1}
CARDINALS |= {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15}
ORDINALS: dict[str, float] = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
ORDINALS |= {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}

_FRACTIONS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
FRACTION_NOUNS: dict[str, float] = {noun + end: 1 / n for noun, n in _FRACTIONS.items() for end in ("", "s")}
FRACTION_NOUNS |= {"halves": 0.5}

_MONEY = table(
    {
        "USD": "dollar dollars us_dollars u.s._dollars us_dollar u.s._dollar american_dollars bucks",
        "CAD": "canadian_dollars canadian_dollar",
        "AUD": "australian_dollars australian_dollar",
        "NZD": "new_zealand_dollars",
        "HKD": "hong_kong_dollars",
        "SGD": "singapore_dollars",
        "TWD": "taiwan_dollars",
        "USD*0.01": "cents cent",
        "EUR": "euro euros",
        "EUR*0.01": "euro_cents eurocents euro_cent",
        "GBP": "pound_sterling pounds_sterling british_pounds sterling quid",
        "GBP*0.01": "pence",
        "JPY": "yen",
        "CNY": "yuan renminbi",
        "RUB": "rouble roubles ruble rubles",
        "CHF": "swiss_francs swiss_franc",
        "XOF": "cfa_francs cfa_franc",
        "KZT": "tenge tenges",
        "UAH": "hryvnia hryvnias hryvnya",
        "AZN": "manat manats",
        "GEL": "lari",
        "AMD": "drams",
        "TRY": "lira liras turkish_lira",
        "ILS": "shekel shekels",
        "BRL": "reais reales real brazilian_reais",
        "crown": "crown crowns krona krone",
        "franc": "franc francs",
        "dinar": "dinar dinars",
        "ARS": "argentine_pesos argentinian_pesos",
        "MXN": "mexican_pesos",
        "CLP": "chilean_pesos",
        "COP": "colombian_pesos",
        "PHP": "philippine_pesos",
        "peso": "peso pesos",
        "PEN": "soles peruvian_soles",
        "VES": "bolivars bolivares",
        "INR": "rupee rupees indian_rupees",
        "PKR": "pakistani_rupees",
        "IDR": "rupiah",
        "KRW": "won",
        "SEK": "swedish_kronor swedish_crowns swedish_krona kronor",
        "NOK": "norwegian_kroner norwegian_crowns",
        "DKK": "danish_kroner danish_crowns",
        "CZK": "czech_crowns czech_koruna",
        "PLN": "zloty zlotys zlotych",
        "HUF": "forint forints",
        "RON": "lei",
        "AED": "dirhams dirham",
        "SAR": "riyals saudi_riyals",
        "IRR": "rials iranian_rials",
        "EGP": "egyptian_pounds",
        "ZAR": "rand",
        "NGN": "naira",
        "KES": "kenyan_shillings",
        "THB": "baht",
        "VND": "dong",
        "MYR": "ringgit",
    }
)
_MEASURES = table(
    {
        "percent": "percent per_cent pct pct. percents pc",
        "percentage_point": "percentage_points percentage_point percent_points percentage-point percentage-points",
        "percentage_point*0.01": "basis_points basis_point basis-point",
        "km": "kilometer kilometers kilometre kilometres",
        "m": "meter meters metre metres",
        "cm": "centimeter centimeters centimetre centimetres",
        "mm": "millimeter millimeters millimetre millimetres",
        "mile": "mile miles",
        "nautical_mile": "nautical_miles nautical_mile",
        "foot": "foot feet",
        "inch": "inch inches",
        "yard": "yard yards",
        "km2": "square_kilometers square_kilometres square_kilometer square_kilometre square_km sq_kilometres",
        "m2": "square_meters square_metres square_meter square_metre",
        "mile2": "square_miles square_mile",
        "foot2": "square_feet square_foot",
        "foot3": "cubic_feet cubic_foot",
        "m3": "cubic_meters cubic_metres cubic_metre cubic_meter",
        "hectare": "hectare hectares",
        "acre": "acre acres",
        "kg": "kilo kilos kilogram kilograms kilogramme kilogrammes",
        "g": "gram grams gramme grammes",
        "mg": "milligram milligrams",
        "tonne": "tonne tonnes ton tons metric_tons metric_ton metric_tonnes",
        "pound": "pound pounds lb",
        "ounce": "ounce ounces",
        "liter": "liter liters litre litres",
        "ml": "milliliter milliliters millilitre millilitres",
        "gallon": "gallon gallons",
        "barrel": "barrel barrels",
        "barrel/day": "barrels_per_day barrels_a_day barrels_of_oil_per_day barrels_of_oil_a_day barrels_daily barrels_of_crude_a_day "
        "barrels_of_crude_per_day",
        "W": "watt watts",
        "kW": "kilowatt kilowatts",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
        "kWh": "kilowatt-hours kilowatt_hours kilowatt-hour",
        "MWh": "megawatt-hours megawatt_hours megawatt-hour",
        "GWh": "gigawatt-hours gigawatt_hours",
        "TWh": "terawatt-hours terawatt_hours",
        "celsius": "degrees_celsius degrees_centigrade degree_celsius degrees_c °c celsius c",
        "fahrenheit": "degrees_fahrenheit degree_fahrenheit degrees_f fahrenheit f",
        "degree": "degree degrees degrees_north degrees_south",
        "km/h": "kilometers_per_hour kilometres_per_hour kilometers_an_hour kilometres_an_hour",
        "mph": "miles_per_hour miles_an_hour",
        "m/s": "meters_per_second metres_per_second",
        "knot": "knot knots",
        "dB": "decibel decibels",
        "MB": "megabytes",
        "GB": "gigabytes",
        "TB": "terabytes",
        "ppm": "parts_per_million",
        "second": "second seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "day*14": "fortnight fortnights",
        "month": "month months",
        "year": "year years year-old years-old yr yrs yo",
        "decade": "decade decades",
        "century": "century centuries",
        "person": "person people persons inhabitants inhabitant residents",
    }
)
_HEDGES = {
    Bound.MORE_THAN: "more than, over, above, greater than, higher than, larger than, in excess of, upwards of, upward of, "
    "exceeding, exceeds, "
    "exceeded, exceed, surpassed, surpasses, surpassing, surpass, topped, tops, topping, just over, just above, slightly more than, "
    "slightly over, a little over, little more than, a little more than, well over, well above, older than, longer than, "
    "north of, beyond, "
    "bigger than, past, passed, crossed, >, more than the, over the age of, far more than, much more than",
    Bound.AT_LEAST: "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum of, minimum, as few as, "
    "as little as, at a minimum, at the very least, at the least, ≥, >=, starting at, reached at least",
    Bound.LESS_THAN: "less than, fewer than, under, below, lower than, smaller than, younger than, shorter than, short of, well under, "
    "well below, far fewer than, far less than, <, shy of, not reach, never reached, not yet reached, failed to reach, fails to reach, "
    "fell short of, falls short of",
    Bound.AT_MOST: "up to, at most, no more than, not more than, no greater than, a maximum of, maximum of, maximum, as many "
    "as, as much as, "
    "capped at, a limit of, limited to, ≤, <=, at the most, a cap of, no higher than, no larger than",
    Bound.ABOUT: "about, around, roughly, approximately, approx., approx, circa, c., some, an estimated, estimated, "
    "estimated at, in the region "
    "of, in the order of, on the order of, of the order of, close to, near, nearer, or so, ~, ≈, ±, an approximate, an average of about, "
    "somewhere around, more or less, in the neighborhood of, in the neighbourhood of, around about, about the",
    Bound.ALMOST: "nearly, almost, approaching, just under, just below, slightly less than, slightly under, slightly below, "
    "a little under, "
    "a little less than, just shy of, nearing, neared, verging on, just short of, practically, virtually, nearly all of, "
    "little less than",
}
_AFTER = {
    Bound.AT_LEAST: "or more, or over, or above, or older, and above, and over, and older, at least, at a minimum, +, or "
    "greater, or higher, and up, minimum",
    Bound.MORE_THAN: "plus, and counting, - plus, -plus, and change",
    Bound.AT_MOST: "or less, or fewer, or under, at most, or below, or younger, at the most, and under, maximum, or lower, tops",
    Bound.ABOUT: "or so, or thereabouts, approximately, - odd, -odd, odd, more or less, - some, -ish, - ish, roughly, give or take",
}
_VERBS_TO_NEGATE = "exceed, exceeds, exceeded, exceeding, surpass, surpassed, to exceed, top"
_TIMES = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "quarter": "quarter",
    "minute": "minute",
    "second": "second",
    "annum": "year",
}
_THINGS = {
    "person": "person",
    "capita": "person",
    "head": "person",
    "inhabitant": "person",
    "barrel": "barrel",
    "liter": "liter",
    "litre": "liter",
    "gallon": "gallon",
    "kilo": "kg",
    "kilogram": "kg",
    "kg": "kg",
    "tonne": "tonne",
    "ton": "tonne",
    "square mile": "mile2",
    "square kilometer": "km2",
    "square kilometre": "km2",
    "square metre": "m2",
    "square meter": "m2",
    "square foot": "foot2",
    "sq km": "km2",
    "mile": "mile",
    "kilometre": "km",
    "kilometer": "km",
    "km": "km",
    "ounce": "ounce",
    "share": "share",
    "household": "household",
    "family": "household",
    "woman": "woman",
    "pupil": "student",
    "student": "student",
    "worker": "worker",
    "employee": "worker",
    "megawatt-hour": "MWh",
    "mwh": "MWh",
    "kwh": "kWh",
    "kilowatt-hour": "kWh",
    "acre": "acre",
    "hectare": "hectare",
    "night": "night",
    "game": "match",
    "match": "match",
    "unit": "unit",
    "pound": "pound",
    "bushel": "bushel",
    "child": "child",
    "dollar": "USD",
    "euro": "EUR",
    "voter": "voter",
    "ticket": "ticket",
}

EN = Wordings(
    lang="en",
    numbers=NumberWords(
        habit=Habit.POINT,
        cardinals=CARDINALS,
        scales=SCALES,
        articles=words("a an one"),
        ones=words("one"),
        bare_scales=frozenset(),
        hundred="hundred",
        joins=words("and -"),
        joined_tens=False,
        closed_above_twenty=False,
        and_a_half=Phrases(
            {
                "and a half": 0.5,
                "- and - a - half": 0.5,
                "-and-a-half": 0.5,
                "and one half": 0.5,
                "and three quarters": 0.75,
                "and a quarter": 0.25,
            }
        ),
        no_half_before=frozenset(),
        digits_fill_scales=False,
        decimal_words=words("point"),
    ),
    units=Phrases(SYMBOLS | _MEASURES | _MONEY),
    prefixes=Phrases(PREFIXES),
    scale_suffixes={
        "m": 1e6,
        "mn": 1e6,
        "mm": 1e6,
        "mln": 1e6,
        "mil": 1e6,
        "mio": 1e6,
        "bn": 1e9,
        "b": 1e9,
        "bln": 1e9,
        "tn": 1e12,
        "trn": 1e12,
        "t": 1e12,
        "k": 1e3,
    },
    before=Phrases([(p, bound) for bound, listing in _HEDGES.items() for p in phrases(listing)]),
    after=Phrases([(p, bound) for bound, listing in _AFTER.items() for p in phrases(listing)]),
    negators=words("not no never n't didn't doesn't don't won't cannot can't without hasn't haven't"),
    negatable=Phrases([(p, Bound.AT_MOST) for p in phrases(_VERBS_TO_NEGATE)]),
    between=words("the a an"),
    fractions=Phrases({"half": 0.5, "one half": 0.5, "one-half": 0.5}),
    fraction_needs=words(
        'of the , . ; : ) ” " more less fewer lower higher larger as in to and or by that are were was '
        "is since from its their this over have had has said say says think believe want support oppose live "
        "work did do will would could can also"
    ),
    fraction_nouns=FRACTION_NOUNS,
    multiples=Phrases(
        {
            "double": 2,
            "triple": 3,
            "quadruple": 4,
            "twice": 2,
            "doubled": 2,
            "doubles": 2,
            "doubling": 2,
            "tripled": 3,
            "triples": 3,
            "tripling": 3,
            "trebled": 3,
            "quadrupled": 4,
            "quintupled": 5,
            "halved": 0.5,
            "halving": 0.5,
            "twofold": 2,
            "threefold": 3,
            "fourfold": 4,
            "fivefold": 5,
            "tenfold": 10,
            "sixfold": 6,
            "two - fold": 2,
            "to double": 2,
            "to triple": 3,
            "halves": 0.5,
            "hundredfold": 100,
            "will halve": 0.5,
            "to halve": 0.5,
        }
    ),
    multiple_follows=words("the as that what its their his her this those of in , . since from to by to"),
    multiple_after=words("multiplied"),
    times_nouns=words("times x"),
    times_follows=words(
        "as more less higher larger greater bigger the that its their faster likelier longer lower fewer what smaller than"
    ),
    collectives=Phrases(
        {
            "dozen": (12, Bound.EXACT),
            "couple": (2, Bound.ABOUT),
            "pair": (2, Bound.EXACT),
        }
    ),
    ordinals=ORDINALS,
    ordinal_suffixes=words("st nd rd th"),
    not_ordinal_before=words("minister lady ladies world aid instance person reading degree of and hand"),
    per=Phrases(
        {
            **{f"{p} {noun}": code for p in ("per", "a", "an", "each", "every", "/") for noun, code in _TIMES.items()},
            **{f"{p} {noun}": code for p in ("per", "a", "an", "each", "/") for noun, code in _THINGS.items()},
            "daily": "day",
            "annually": "year",
            "a-year": "year",
            "yearly": "year",
            "monthly": "month",
            "weekly": "week",
            "hourly": "hour",
            "year on year": "year",
            "year - on - year": "year",
            "annual": "year",
            "annualized": "year",
            "annualised": "year",
        }
    ),
    per_of=words("per in for"),
    per_nouns={"every": ""},
    of=words("of"),
    ratio=words("in of out"),
    determiners=words("the its their his her our these those all this my your"),
    range_open={"between": words("and"), "from": words("to until till through")},
    range_links=words("to"),
    pair_links=words("or"),
    changes=phrases(
        "rose, risen, rise, rising, fell, fall, drop, increas, decreas, grew, grow, cut, rais, went, gone, declin, jump, "
        "climb, slid, slip, surg, "
        "shrank, shrink, slow, accelerat, improv, eas, edg, lift, lower, reduc, soar, plung, tumbl, up, down, mov, chang, "
        "expand, revis, widen, "
        "narrow, doubl, tripl, dip, gain, swell, balloon, advanc, upgrad, downgrad, boost"
    ),
    range_cues=phrases("rang, vari, between, aged, ages, fluctuat, anywhere, anything"),
    and_words=words("and ,"),
    minus=words("minus"),
    adjectives=frozenset(),
    not_nouns=words(
        "is was has does says goes this his its as us yes thus perhaps always across less plus versus besides towards "
        "afterwards unless whereas "
        "sometimes nevertheless these those them minus comes makes gets takes remains becomes means needs shows "
        "puts leaves stands appears seems keeps gives percent ours hers theirs yours"
    ),
    irregular={
        "people": "person",
        "men": "man",
        "women": "woman",
        "children": "child",
        "police": "police",
        "troops": "troop",
        "feet": "foot",
        "teeth": "tooth",
        "mice": "mouse",
        "geese": "goose",
        "cattle": "cattle",
        "sheep": "sheep",
        "fish": "fish",
        "species": "species",
        "series": "series",
        "aircraft": "aircraft",
        "personnel": "personnel",
        "lives": "life",
        "wives": "wife",
        "fishermen": "fisherman",
        "policemen": "policeman",
        "servicemen": "serviceman",
        "staff": "staff",
        "dead": "dead",
        "wounded": "wounded",
        "injured": "injured",
        "homeless": "homeless",
        "missing": "missing",
        "injuries": "injury",
        "spacecraft": "spacecraft",
        "buses": "bus",
        "gases": "gas",
        "crises": "crisis",
        "businesses": "business",
        "votes": "vote",
        "crew": "crew",
        "companies": "company",
        "movies": "movie",
        "zombies": "zombie",
        "lawmakers": "lawmaker",
        "congressmen": "congressman",
        "gunmen": "gunman",
    },
    labels=words(
        "article articles section chapter title page pages no no. number numbers route highway interstate channel version v "
        "flight room volume vol vol. windows "
        "iphone boeing airbus formula apollo agenda phase tier level class type group covid resolution act bill amendment "
        "proposition item figure table episode "
        "season grade district ward gate platform terminal line model case rule area catch zone psalm sonnet"
    ),
    phone_cues=words("phone telephone tel tel. call dial hotline text fax whatsapp"),
    clock_before=words("at"),
    clock_after=Phrases(
        dict.fromkeys(
            phrases("am, pm, a.m., p.m., a.m, p.m, o'clock, gmt, hrs gmt, a. m., p. m., et, bst, cet, utc, est, edt"),
            True,
        )
    ),
    point_cues=words(
        "% percent rate unemployment inflation gdp percentage poll polls vote support rates growth approval lead"
    ),
    dollar_rivals={},
)
