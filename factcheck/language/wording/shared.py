"""Symbols and codes of units and currencies that are written alike in every language."""

from __future__ import annotations

from factcheck.language.wording.base import Unit


def words(listing: str) -> frozenset[str]:
    """A set of words out of a listing with spaces."""
    return frozenset(listing.split())


MONEY_CODES = words(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP "
    "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN "
    "NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWL"
)

# Currency names that several countries use, where the text does not say which.
SHARED_MONEY = frozenset({"peso", "crown", "franc", "dinar"})

# Wordings in front of the number. `$` alone depends on the language and the text.
PREFIXES: dict[str, Unit] = {
    wording: Unit(code)
    for code, wordings in {
        "USD": ("us$", "us $", "u$s", "u$d", "usd$", "usd $", "$us", "$"),
        "EUR": ("€",),
        "GBP": ("£", "gb£"),
        "JPY": ("¥", "jp¥"),
        "CNY": ("cn¥", "rmb"),
        "MXN": ("mx$", "mxn$", "mex$"),
        "ARS": ("ar$", "ars$"),
        "CLP": ("clp$", "cl$"),
        "COP": ("cop$", "col$"),
        "UYU": ("$u", "uy$"),
        "DOP": ("rd$",),
        "BRL": ("r$",),
        "AUD": ("a$", "au$", "aud$"),
        "CAD": ("c$", "ca$", "can$", "cad$"),
        "NZD": ("nz$",),
        "HKD": ("hk$",),
        "SGD": ("s$", "sg$"),
        "TWD": ("nt$",),
        "PEN": ("s/", "s/."),
        "INR": ("₹", "rs.", "rs"),
        "RUB": ("₽",),
        "KZT": ("₸",),
        "KRW": ("₩",),
        "UAH": ("₴",),
        "TRY": ("₺",),
        "ILS": ("₪",),
        "PHP": ("₱",),
        "VND": ("₫",),
        "NGN": ("₦",),
        "CRC": ("₡",),
        "PYG": ("₲",),
        "GEL": ("₾",),
        "AZN": ("₼",),
        "AMD": ("֏",),
        "THB": ("฿",),
        "VES": ("bs.", "bs"),
        "GTQ": ("q",),
    }.items()
    for wording in wordings
    if wording != "q"
}

# Behind a number written with digits.
SYMBOLS: dict[str, Unit] = {
    wording: unit
    for unit, wordings in (
        (Unit("percent"), ("%", "％")),
        (Unit("per_mille"), ("‰",)),
        (Unit("EUR"), ("€", "eur", "euro")),
        (Unit("GBP"), ("£",)),
        (Unit("USD"), ("us$", "usd", "$us", "u$s")),
        (Unit("JPY"), ("¥",)),
        (Unit("RUB"), ("₽",)),
        (Unit("UAH"), ("₴",)),
        (Unit("KZT"), ("₸",)),
        (Unit("km"), ("km", "kms", "km.")),
        (Unit("m"), ("m", "mts", "mts.")),
        (Unit("cm"), ("cm",)),
        (Unit("mm"), ("mm",)),
        (Unit("mile"), ("mi",)),
        (Unit("foot"), ("ft", "ft.")),
        (Unit("inch"), ("″", "in")),
        (Unit("yard"), ("yd", "yds")),
        (Unit("km2"), ("km²", "km2", "sq km", "sq. km", "km^2")),
        (Unit("m2"), ("m²", "m2", "sq m", "sqm", "sq. m")),
        (Unit("mile2"), ("sq mi", "mi²", "sq. mi", "sq miles", "sq. miles")),
        (Unit("foot2"), ("sq ft", "sq. ft", "ft²")),
        (Unit("hectare"), ("ha",)),
        (Unit("m3"), ("m³", "m3")),
        (Unit("hm3"), ("hm³", "hm3")),
        (Unit("kg"), ("kg", "kgs", "kg.")),
        (Unit("g"), ("g", "gr", "gr.")),
        (Unit("mg"), ("mg",)),
        (Unit("microgram"), ("µg", "μg", "mcg")),
        (Unit("tonne"), ("t", "tn")),
        (Unit("tonne", 1e6), ("mt",)),
        (Unit("pound"), ("lb", "lbs", "lb.", "lbs.")),
        (Unit("ounce"), ("oz", "oz.")),
        (Unit("liter"), ("l", "ltr")),
        (Unit("ml"), ("ml",)),
        (Unit("W"), ("w",)),
        (Unit("kW"), ("kw",)),
        (Unit("MW"), ("mw",)),
        (Unit("GW"), ("gw",)),
        (Unit("TW"), ("tw",)),
        (Unit("kWh"), ("kwh",)),
        (Unit("MWh"), ("mwh",)),
        (Unit("GWh"), ("gwh",)),
        (Unit("TWh"), ("twh",)),
        (Unit("Hz"), ("hz",)),
        (Unit("kHz"), ("khz",)),
        (Unit("MHz"), ("mhz",)),
        (Unit("GHz"), ("ghz",)),
        (Unit("kB"), ("kb",)),
        (Unit("MB"), ("mb",)),
        (Unit("GB"), ("gb",)),
        (Unit("TB"), ("tb",)),
        (Unit("celsius"), ("°c", "ºc", "º c", "° c", "℃")),
        (Unit("fahrenheit"), ("°f", "ºf", "° f", "℉")),
        (Unit("degree"), ("°", "º")),
        (Unit("dB"), ("db",)),
        (
            Unit("km/h"),
            (
                "km/h",
                "kmh",
                "kph",
                "km / h",
                "km por hora",
                "kms por hora",
                "km a la hora",
                "km/hora",
                "km per hour",
                "km an hour",
            ),
        ),
        (Unit("mph"), ("mph",)),
        (Unit("m/s"), ("m/s",)),
        (Unit("hour"), ("h", "hrs", "hrs.", "hr")),
        (Unit("minute"), ("min", "min.", "mins")),
        (Unit("second"), ("s", "seg", "seg.", "sec", "secs")),
        (Unit("millisecond"), ("ms",)),
        (Unit("percentage_point"), ("pp", "p.p.", "pp.", "ppt", "ppts", "pps")),
        (Unit("percentage_point", 0.01), ("bps", "bp", "pb", "pbs")),
        (Unit("ppm"), ("ppm",)),
        (Unit("barrel/day"), ("bpd", "b/d")),
    )
    for wording in wordings
}
# Written in capitals they are something else (`5G`, `100 M`, `10 S`).
LOWER_CASE_SYMBOLS = frozenset({"m", "g", "t", "s", "h", "mt", "tn", "ha", "ms", "min", "mi", "ft"})

TIME_UNITS = frozenset(
    {
        "millisecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "half_year",
        "year",
        "decade",
        "century",
    }
)
PERCENT_UNITS = frozenset({"percent", "percentage_point", "per_mille"})


def table(rows: dict[str, str]) -> dict[str, Unit]:
    """`{"km": "kilometro kilometros"}` -> one entry per wording; `code*factor` scales; `_` stands for a space."""
    found = {}
    for code, wordings in rows.items():
        name, _, factor = code.partition("*")
        for wording in wordings.split():
            found[wording.replace("_", " ")] = Unit(name, float(factor or 1))
    return found


def phrases(listing: str) -> tuple[str, ...]:
    """Wordings out of a listing with commas."""
    return tuple(part.strip() for part in listing.split(",") if part.strip())
