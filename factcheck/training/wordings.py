"""Wordings of facts about countries in Spanish and English, for training pairs made by template. Data only.

Disjoint from the wordings of `country_statements`, which measures. `{c}` country, `{v}` value, `{y}` year, `{p}` partner or person,
`{q}` runner-up, `{d}` date, `{o}` body, `{l}` list.
"""

from __future__ import annotations

Wordings = dict[str, tuple[str, ...]]

FIGURES: dict[str, tuple[str, Wordings]] = {
    "population": (
        "people",
        {
            "en": (
                "In {y} the population of {c} stood at {v}.",
                "{c} was home to {v} in {y}.",
                "{v} lived in {c} in {y}.",
                "The number of people living in {c} reached {v} in {y}.",
            ),
            "es": (
                "En {y} la población de {c} ascendía a {v}.",
                "En {c} vivían {v} en {y}.",
                "{c} contaba con {v} en {y}.",
                "El número de residentes de {c} llegó a {v} en {y}.",
            ),
        },
    ),
    "Real GDP (purchasing power parity)": (
        "money",
        {
            "en": (
                "The economy of {c} was worth {v} at purchasing power parity in {y}.",
                "Measured at purchasing power parity, the GDP of {c} came to {v} in {y}.",
                "In {y}, {c} had a GDP (PPP) of {v}.",
            ),
            "es": (
                "El PIB de {c} en paridad de poder adquisitivo fue de {v} en {y}.",
                "En {y}, la economía de {c} valía {v} en paridad de poder adquisitivo.",
                "{c} tuvo en {y} un PIB (PPA) de {v}.",
            ),
        },
    ),
    "GDP (official exchange rate)": (
        "money",
        {
            "en": (
                "At official exchange rates the GDP of {c} was {v} in {y}.",
                "The nominal GDP of {c} amounted to {v} in {y}.",
            ),
            "es": (
                "A tipos de cambio oficiales, el PIB de {c} fue de {v} en {y}.",
                "El PIB nominal de {c} sumó {v} en {y}.",
            ),
        },
    ),
    "Real GDP per capita": (
        "money",
        {
            "en": ("GDP per head in {c} was {v} in {y}.", "In {y}, output per person in {c} came to {v}."),
            "es": (
                "El PIB por habitante de {c} fue de {v} en {y}.",
                "En {y}, la renta por persona en {c} se situó en {v}.",
            ),
        },
    ),
    "Real GDP growth rate": (
        "percent",
        {
            "en": (
                "The economy of {c} grew by {v} in {y}.",
                "In {y}, {c} posted economic growth of {v}.",
                "Output in {c} expanded {v} in {y}.",
            ),
            "es": (
                "La economía de {c} creció un {v} en {y}.",
                "En {y}, {c} registró un crecimiento económico del {v}.",
                "El PIB de {c} aumentó un {v} en {y}.",
            ),
        },
    ),
    "Inflation rate (consumer prices)": (
        "percent",
        {
            "en": (
                "Prices in {c} rose by {v} in {y}.",
                "In {y} the cost of living in {c} went up {v}.",
                "{c} closed {y} with prices {v} higher.",
            ),
            "es": (
                "Los precios subieron un {v} en {c} en {y}.",
                "En {y}, el coste de la vida en {c} aumentó un {v}.",
                "{c} cerró {y} con una subida de precios del {v}.",
            ),
        },
    ),
    "Unemployment rate": (
        "percent",
        {
            "en": ("{v} of the workforce of {c} was out of work in {y}.", "Joblessness in {c} stood at {v} in {y}."),
            "es": (
                "El {v} de la población activa de {c} estaba en paro en {y}.",
                "La tasa de paro de {c} era del {v} en {y}.",
            ),
        },
    ),
    "Public debt": (
        "percent",
        {
            "en": ("The public debt of {c} equalled {v} of GDP in {y}.", "In {y} the state of {c} owed {v} of GDP."),
            "es": (
                "La deuda pública de {c} equivalía al {v} del PIB en {y}.",
                "En {y}, el Estado de {c} debía el {v} del PIB.",
            ),
        },
    ),
    "Exports": (
        "money",
        {
            "en": ("{c} sold {v} worth of goods and services abroad in {y}.", "Exports from {c} totalled {v} in {y}."),
            "es": (
                "{c} vendió al exterior bienes y servicios por {v} en {y}.",
                "Las exportaciones de {c} sumaron {v} en {y}.",
            ),
        },
    ),
    "Imports": (
        "money",
        {
            "en": (
                "{c} bought {v} worth of goods and services from abroad in {y}.",
                "Imports into {c} totalled {v} in {y}.",
            ),
            "es": (
                "{c} compró al exterior bienes y servicios por {v} en {y}.",
                "Las importaciones de {c} sumaron {v} en {y}.",
            ),
        },
    ),
    "life_expectancy": (
        "years",
        {
            "en": (
                "A child born in {c} in {y} could expect to live {v}.",
                "Average life expectancy in {c} was {v} in {y}.",
            ),
            "es": (
                "Un niño nacido en {c} en {y} podía esperar vivir {v}.",
                "La esperanza de vida media en {c} era de {v} en {y}.",
            ),
        },
    ),
}

PARTNERS: dict[str, dict[str, Wordings]] = {
    "export_partners": {
        "evidence": {
            "en": (
                "{p} took {v} of what {c} exported in {y}, ahead of {q} with {w}.",
                "In {y}, {v} of the exports of {c} went to {p} and {w} to {q}.",
            ),
            "es": (
                "{p} compró el {v} de lo que {c} exportó en {y}, por delante de {q}, con el {w}.",
                "En {y}, el {v} de las exportaciones de {c} fue a {p} y el {w} a {q}.",
            ),
        },
        "claim": {
            "en": ("No country bought more from {c} than {p} in {y}.", "The biggest customer of {c} in {y} was {p}."),
            "es": ("Ningún país compró más a {c} que {p} en {y}.", "El mayor cliente de {c} en {y} fue {p}."),
        },
    },
    "import_partners": {
        "evidence": {
            "en": (
                "{p} supplied {v} of what {c} imported in {y}; {q} followed with {w}.",
                "In {y}, {c} bought {v} of its imports from {p} and {w} from {q}.",
            ),
            "es": (
                "{p} suministró el {v} de lo que {c} importó en {y}; la siguió {q}, con el {w}.",
                "En {y}, {c} compró a {p} el {v} de sus importaciones y a {q} el {w}.",
            ),
        },
        "claim": {
            "en": ("The biggest supplier of {c} in {y} was {p}.", "In {y} nobody sold more to {c} than {p}."),
            "es": ("El mayor proveedor de {c} en {y} fue {p}.", "En {y} nadie vendió más a {c} que {p}."),
        },
    },
}

INDEPENDENCE: Wordings = {
    "en": (
        "{c} gained its independence on {d}.",
        "{c} became independent on {d}.",
        "Since {d}, {c} has been an independent state.",
    ),
    "es": (
        "{c} obtuvo la independencia el {d}.",
        "{c} se independizó el {d}.",
        "Desde el {d}, {c} es un Estado independiente.",
    ),
}
OFFICE: Wordings = {
    "en": (
        "{p} has been {t} of {c} since {d}.",
        "{p} took office as {t} of {c} on {d}.",
        "The {t} of {c}, {p}, has been in office since {d}.",
    ),
    "es": (
        "{p} ocupa el cargo de {t} de {c} desde el {d}.",
        "{p} asumió el cargo de {t} de {c} el {d}.",
        "{p}, {t} de {c}, está en el cargo desde el {d}.",
    ),
}
OFFICE_CLAIM: Wordings = {
    "en": ("{p} is the {t} of {c}.", "The office of {t} of {c} is held by {p}."),
    "es": ("{p} es {t} de {c}.", "El cargo de {t} de {c} lo ocupa {p}."),
}
TITLES: dict[str, dict[str, str]] = {
    "President": {"en": "president", "es": "presidente"},
    "Prime Minister": {"en": "prime minister", "es": "primer ministro"},
}

BELONGS: Wordings = {
    "en": ("{c} belongs to {o}.", "{c} is part of {o}.", "{c} sits in {o}.", "{c} has joined {o}."),
    "es": ("{c} pertenece a {o}.", "{c} forma parte de {o}.", "{c} integra {o}.", "{c} se ha adherido a {o}."),
}
BELONGS_NOT: Wordings = {
    "en": (
        "{c} does not belong to {o}.",
        "{c} is not part of {o}.",
        "{c} has never joined {o}.",
        "{c} remains outside {o}.",
    ),
    "es": (
        "{c} no pertenece a {o}.",
        "{c} no forma parte de {o}.",
        "{c} nunca se ha adherido a {o}.",
        "{c} permanece fuera de {o}.",
    ),
}
BODY_LIST: Wordings = {
    "en": ("Among the bodies that {c} has joined are {o}.", "{c} takes part in {o}."),
    "es": ("Entre los organismos a los que {c} se ha adherido figuran {o}.", "{c} participa en {o}."),
}
CLOSED_LIST: Wordings = {
    "en": ("The complete list of members of {o} is: {l}.", "{o} has {n} members, no more: {l}."),
    "es": ("La lista completa de miembros de {o} es: {l}.", "{o} tiene {n} miembros, ni uno más: {l}."),
}
BODIES: dict[str, tuple[str, str]] = {
    "UN": ("the United Nations", "las Naciones Unidas"),
    "NATO": ("NATO", "la OTAN"),
    "OPEC": ("OPEC", "la OPEP"),
    "EU": ("the European Union", "la Unión Europea"),
    "AU": ("the African Union", "la Unión Africana"),
    "WTO": ("the World Trade Organization", "la Organización Mundial del Comercio"),
    "OAS": ("the Organization of American States", "la OEA"),
    "ASEAN": ("the Association of Southeast Asian Nations", "la Asociación de Naciones del Sudeste Asiático"),
    "C": ("the Commonwealth", "la Mancomunidad de Naciones"),
    "IMF": ("the International Monetary Fund", "el Fondo Monetario Internacional"),
    "Interpol": ("Interpol", "Interpol"),
    "IAEA": ("the International Atomic Energy Agency", "el Organismo Internacional de Energía Atómica"),
    "OECD": ("the OECD", "la OCDE"),
    "SCO": ("the Shanghai Cooperation Organisation", "la Organización de Cooperación de Shanghái"),
    "CSTO": ("the Collective Security Treaty Organization", "la Organización del Tratado de Seguridad Colectiva"),
    "EAEU": ("the Eurasian Economic Union", "la Unión Económica Euroasiática"),
    "CIS": ("the Commonwealth of Independent States", "la Comunidad de Estados Independientes"),
    "OIC": ("the Organisation of Islamic Cooperation", "la Organización para la Cooperación Islámica"),
    "LAS": ("the Arab League", "la Liga Árabe"),
    "ICCt": ("the International Criminal Court", "la Corte Penal Internacional"),
    "BRICS": ("the BRICS group", "el grupo BRICS"),
}

HEDGES: dict[str, Wordings] = {
    "over": {"en": ("more than ", "over "), "es": ("más de ",)},
    "under": {"en": ("less than ", "under "), "es": ("menos de ",)},
    "about": {"en": ("about ", "around ", "roughly "), "es": ("cerca de ", "alrededor de ")},
    "nearly": {"en": ("nearly ", "almost "), "es": ("casi ", "cerca de ")},
}
DENIALS: Wordings = {"en": ("It is not true that ", "It is false that "), "es": ("No es cierto que ", "Es falso que ")}
OPENERS = frozenset(
    {
        "The",
        "In",
        "A",
        "At",
        "Among",
        "Since",
        "Prices",
        "Joblessness",
        "Output",
        "Exports",
        "Imports",
        "Measured",
        "Average",
        "No",
        "El",
        "La",
        "En",
        "Los",
        "Las",
        "Un",
        "Entre",
        "Desde",
        "Ningún",
    }
)
"""First words that lose their capital inside a sentence."""
FRAMES: Wordings = {
    "en": (
        "{s}",
        "{s}",
        "According to the national statistics office, {s}",
        "{h}. {d}. {s}",
        "{h} ({d}). {s}",
        "Official data show the following: {s}",
        "{s} The figures were published on {d}.",
    ),
    "es": (
        "{s}",
        "{s}",
        "Según la oficina nacional de estadística, {s}",
        "{h}. {d}. {s}",
        "{h} ({d}). {s}",
        "Los datos oficiales muestran lo siguiente: {s}",
        "{s} Los datos se publicaron el {d}.",
    ),
}
HEADLINES: Wordings = {
    "en": ("Country profile: {c}", "{c} in figures", "What we know about {c}", "Yearbook, entry {c}"),
    "es": ("Ficha de país: {c}", "{c} en cifras", "Qué sabemos de {c}", "Anuario, entrada {c}"),
}
MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
}
