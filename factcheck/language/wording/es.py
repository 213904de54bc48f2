"""How Spanish, from Spain to Argentina, words numbers, units, hedges and rates (keys are lower case without vowel accents)."""

from __future__ import annotations

from factcheck.domain import Bound
from factcheck.language.separators import Habit
from factcheck.language.tokens import Phrases
from factcheck.language.wording.base import NumberWords, Unit, Wordings
from factcheck.language.wording.shared import PREFIXES, SYMBOLS, phrases, table, words

_UNITS = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"
_TWENTIES = (
    "veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
)
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = "cien doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"

CARDINALS: dict[str, float] = {"cero": 0, "ciento": 100, "cien": 100, "veintiun": 21, "veintiuna": 21}
CARDINALS |= {word: n for n, word in enumerate(_UNITS.split(), 1) if n > 1}
CARDINALS |= {word: n for n, word in enumerate(_TWENTIES.split(), 20)}
CARDINALS |= {word: 30 + 10 * n for n, word in enumerate(_TENS.split())}
CARDINALS |= {stem + end: 100 * n for n, stem in enumerate(_HUNDREDS.split(), 1) if n > 1 for end in ("os", "as")}

SCALES = {
    "mil": 1e3,
    "millon": 1e6,
    "millones": 1e6,
    "millardo": 1e9,
    "millardos": 1e9,
    "billon": 1e12,
    "billones": 1e12,
    "trillon": 1e18,
    "trillones": 1e18,
    "million": 1e6,
    "billion": 1e9,
}

ORDINALS: dict[str, float] = {}
_ORDINAL_STEMS = "primer segund tercer cuart quint sext septim octav noven decim"
_VERB_ENDINGS = "o a an aron aba aban ado ara aran ando ar aria arian ada ados adas"
for _n, _stem in enumerate(_ORDINAL_STEMS.split(), 1):
    ORDINALS |= {_stem + end: _n for end in ("o", "a", "os", "as")}
ORDINALS |= {
    "primer": 1,
    "tercer": 3,
    "primeros": 1,
    "primeras": 1,
    "undecimo": 11,
    "undecima": 11,
    "duodecimo": 12,
    "duodecima": 12,
}
ORDINALS |= {
    "decimotercer": 13,
    "decimotercero": 13,
    "decimotercera": 13,
    "decimocuarto": 14,
    "decimocuarta": 14,
    "decimoquinto": 15,
}
ORDINALS |= {
    "decimoquinta": 15,
    "decimosexto": 16,
    "decimosexta": 16,
    "decimoseptimo": 17,
    "decimoctavo": 18,
    "decimonoveno": 19,
}
ORDINALS |= {"vigesimo": 20, "vigesima": 20, "trigesimo": 30, "centesimo": 100, "penultimo": -1}
del ORDINALS["penultimo"]

_FRACTION_NOUNS = {
    "medio": 2,
    "tercio": 3,
    "cuarto": 4,
    "quinto": 5,
    "sexto": 6,
    "septimo": 7,
    "octavo": 8,
    "noveno": 9,
    "decimo": 10,
}
FRACTION_NOUNS: dict[str, float] = {noun + end: 1 / n for noun, n in _FRACTION_NOUNS.items() for end in ("", "s")}
for _noun, _n in (
    ("tercera", 3),
    ("cuarta", 4),
    ("quinta", 5),
    ("sexta", 6),
    ("septima", 7),
    ("octava", 8),
    ("novena", 9),
    ("decima", 10),
):
    FRACTION_NOUNS |= {f"{_noun} parte": 1 / _n, f"{_noun}s partes": 1 / _n}

_PESOS = {
    "ARS": "argentinos argentino",
    "MXN": "mexicanos mexicano",
    "CLP": "chilenos chileno",
    "COP": "colombianos colombiano",
    "UYU": "uruguayos uruguayo",
    "DOP": "dominicanos dominicano",
    "CUP": "cubanos cubano",
    "PHP": "filipinos filipino",
}
_MONEY = table(
    {
        "USD": "dolar dolares dolar_estadounidense dolares_estadounidenses dolares_americanos dolares_norteamericanos verdes",
        "CAD": "dolar_canadiense dolares_canadienses",
        "AUD": "dolar_australiano dolares_australianos",
        "NZD": "dolares_neozelandeses",
        "HKD": "dolares_hongkoneses dolares_de_Hong_Kong".lower(),
        "SGD": "dolares_singapurenses dolares_de_singapur",
        "TWD": "dolares_taiwaneses",
        "EUR": "euro euros",
        "EUR*0.01": "centimo centimos centimos_de_euro centimo_de_euro",
        "USD*0.01": "centavos_de_dolar centavo_de_dolar centavos_de_dolares",
        "USD*1e6": "mdd m.d.d.",
        "MXN*1e6": "mdp m.d.p.",
        "GBP": "libra libras libras_esterlinas libra_esterlina",
        "GBP*0.01": "peniques penique",
        "crown": "corona coronas",
        "franc": "franco francos",
        "dinar": "dinar dinares",
        "JPY": "yen yenes",
        "CNY": "yuan yuanes renminbi renminbis",
        "RUB": "rublo rublos",
        "BYN": "rublos_bielorrusos",
        "CHF": "franco_suizo francos_suizos",
        "XOF": "francos_cfa franco_cfa",
        "KZT": "tenge tenges",
        "UAH": "grivna grivnas jrivnia jrivnias hryvnia hryvnias grivnia grivnias",
        "UZS": "som_uzbekos sum_uzbekos",
        "KGS": "som_kirguises soms_kirguises",
        "AZN": "manat manats",
        "GEL": "lari laris",
        "AMD": "drams dram",
        "TRY": "liras lira liras_turcas lira_turca",
        "ILS": "shekel shekels sequel sequeles",
        "BRL": "reales reales_brasileños real_brasileño",
        "PEN": "soles sol_peruano soles_peruanos nuevos_soles",
        "BOB": "bolivianos",
        "VES": "bolivares bolivar",
        "PYG": "guaranies guarani",
        "GTQ": "quetzales quetzal",
        "HNL": "lempiras lempira",
        "NIO": "cordobas cordoba",
        "CRC": "colones colon",
        "PAB": "balboas balboa",
        "INR": "rupias rupia rupias_indias",
        "IDR": "rupias_indonesias",
        "PKR": "rupias_paquistanies",
        "KRW": "won wones wons",
        "SEK": "coronas_suecas corona_sueca",
        "NOK": "coronas_noruegas corona_noruega",
        "DKK": "coronas_danesas corona_danesa",
        "CZK": "coronas_checas corona_checa",
        "ISK": "coronas_islandesas",
        "PLN": "eslotis esloti zlotys zloty",
        "HUF": "florines_hungaros forintos forinto",
        "RON": "leus lei leu leus_rumanos",
        "AED": "dirhams dirham dirhames",
        "MAD": "dirhams_marroquies dirhames_marroquies",
        "SAR": "riyales_saudies riales_saudies",
        "IRR": "riales_iranies",
        "EGP": "libras_egipcias",
        "ZAR": "rand rands",
        "NGN": "nairas naira",
        "THB": "baht bahts",
        "XEU_PESETA": "pesetas peseta",
        "peso": "peso pesos pesitos",
    }
)
_MONEY |= {f"pesos {form}": Unit(code) for code, forms in _PESOS.items() for form in forms.split()}
_MONEY |= {f"peso {form}": Unit(code) for code, forms in _PESOS.items() for form in forms.split()}

_MEASURES = table(
    {
        "percent": "por_ciento porciento por_cien",
        "percentage_point": "puntos_porcentuales punto_porcentual puntos_porcentual",
        "percentage_point*0.01": "puntos_basicos punto_basico",
        "percentage_point*0.1": "decimas decima decimas_porcentuales decimas_de_punto decima_de_punto",
        "second*0.1": "decimas_de_segundo decima_de_segundo",
        "second*0.01": "centesimas centesima centesimas_de_segundo",
        "per_mille": "por_mil",
        "km": "kilometro kilometros",
        "m": "metro metros",
        "cm": "centimetro centimetros",
        "mm": "milimetro milimetros",
        "mile": "milla millas",
        "nautical_mile": "millas_nauticas milla_nautica",
        "foot": "pie pies",
        "inch": "pulgada pulgadas",
        "yard": "yarda yardas",
        "km2": "kilometros_cuadrados kilometro_cuadrado",
        "m2": "metros_cuadrados metro_cuadrado",
        "mile2": "millas_cuadradas",
        "hectare": "hectarea hectareas",
        "acre": "acre acres",
        "m3": "metros_cubicos metro_cubico",
        "hm3": "hectometros_cubicos hectometro_cubico",
        "foot3": "pies_cubicos",
        "kg": "kilo kilos kilogramo kilogramos",
        "g": "gramo gramos",
        "mg": "miligramo miligramos",
        "tonne": "tonelada toneladas toneladas_metricas",
        "tonne*1e6": "megatoneladas",
        "pound": "libras_de_peso",
        "ounce": "onza onzas",
        "liter": "litro litros",
        "ml": "mililitro mililitros",
        "gallon": "galon galones",
        "barrel": "barril barriles",
        "barrel/day": "barriles_diarios barriles_por_dia barriles_al_dia barriles_de_petroleo_diarios barriles_de_petroleo_por_dia "
        "barriles_de_crudo_diarios barriles_de_crudo_por_dia barriles_de_petroleo_al_dia barriles_de_crudo_al_dia",
        "kW": "kilovatio kilovatios kilowatts",
        "MW": "megavatio megavatios megawatts",
        "GW": "gigavatio gigavatios gigawatts",
        "W": "vatio vatios watts",
        "kWh": "kilovatios_hora kilovatio_hora",
        "MWh": "megavatios_hora megavatio_hora",
        "GWh": "gigavatios_hora gigavatio_hora",
        "TWh": "teravatios_hora teravatio_hora",
        "celsius": "grado grados grados_centigrados grados_celsius grado_centigrado grados_c ºc",
        "fahrenheit": "grados_fahrenheit",
        "degree": "grados_norte grados_sur grados_de_latitud grados_de_longitud grados_este grados_oeste",
        "km/h": "kilometros_por_hora kilometros_hora kilometros_a_la_hora",
        "mph": "millas_por_hora",
        "m/s": "metros_por_segundo",
        "knot": "nudos nudo",
        "dB": "decibelios decibeles",
        "MB": "megas megabytes",
        "GB": "gigas gigabytes",
        "TB": "terabytes",
        "ppm": "partes_por_millon",
        "second": "segundo segundos",
        "minute": "minuto minutos",
        "hour": "hora horas",
        "day": "dia dias jornadas",
        "week": "semana semanas",
        "month": "mes meses",
        "year": "año años",
        "month*2": "bimestre bimestres",
        "month*3": "trimestre trimestres",
        "month*4": "cuatrimestre cuatrimestres",
        "month*6": "semestre semestres",
        "year*5": "lustro lustros quinquenio quinquenios",
        "decade": "decada decadas",
        "century": "siglo siglos",
        "person": "persona personas habitante habitantes",
    }
)

_HEDGES = {
    Bound.MORE_THAN: "mas de, mas del, superior a, superiores a, superior al, superiores al, por encima de, por encima del, poco mas de, "
    "algo mas de, mucho mas de, bastante mas de, mayor a, mayor de, mayor que, mayores de, mayores a, mas que, arriba de, supera, "
    "superan, supero, superaron, superaba, superaban, superara, superaran, superar, superando, superado, ha superado, han superado, "
    "superen, supere, superaria, excede, exceden, excedio, excedieron, exceder, sobrepasa, sobrepasan, sobrepaso, sobrepasaron, "
    "sobrepasa ya, supera ya, superan ya, supera a, rebasa, rebasan, rebaso, rebasaron, rebasar, sobrepasar, por arriba de, "
    "por arriba del, >",
    Bound.AT_LEAST: "al menos, por lo menos, como minimo, cuando menos, a lo menos, un minimo de, minimo de, minimo, no menos de, "
    "no menos del, desde hace al menos, no inferior a, no inferiores a, no inferior al, un minimo del, ≥, >=, a partir de, mas o igual a",
    Bound.LESS_THAN: "menos de, menos del, inferior a, inferiores a, inferior al, inferiores al, por debajo de, por debajo del, menor a, "
    "menor de, menor que, menores de, menores a, no llega a, no llegan a, no llega al, no llegan al, no llego a, no llegaba a, "
    "no llego al, no llegaba al, no llegaron al, no llegaban al, "
    "no llegaban a, no llegaron a, sin llegar a, sin llegar al, no alcanza, no alcanzan, no alcanzo, no alcanzaba, no alcanzaron, "
    "debajo de, bastante menos de, mucho menos de, ni siquiera llega a, no llega ni a, <",
    Bound.AT_MOST: "hasta, hasta el, hasta un, hasta los, hasta las, como maximo, a lo sumo, un maximo de, maximo de, maximo, no mas de, "
    "no mas del, no superior a, no superior al, un tope de, tope de, un maximo del, como mucho, cuando mucho, cuando mas, ≤, <=, "
    "ni mas de, un limite de",
    Bound.ABOUT: "unos, unas, cerca de, cerca del, alrededor de, alrededor del, en torno a, en torno al, aproximadamente, "
    "aproximadamente de, del orden de, del orden del, aprox., aprox, ronda, rondan, rondo, rondaron, rondaba, rondaban, rondara, "
    "rondando, rondar, rondaria, rondarian, ronde, mas o menos, como unos, como unas, a cerca de, cercano a, cercana a, cercanos a, "
    "cercanas a, cercano al, cercana al, proximo a, proxima a, proximo al, proxima al, proximos a, proximas a, ~, ≈, ±, por "
    "unos, por unas, "
    "entorno a, entorno al, en el entorno de, en el entorno del, circa, un estimado de, se estima en, estimado en, estimada en, "
    "estimados en, se estiman en, alrededor de unos, alrededor de unas, cerca de unos, cerca de unas, aproximado de",
    Bound.ALMOST: "casi, casi un, casi el, roza, rozan, rozo, rozaron, rozaba, rozaban, rozando, rozar, rozaria, roce, practicamente, "
    "a punto de alcanzar, a punto de llegar a, poco menos de, poco menos del, algo menos de, algo menos del, ligeramente por debajo de, "
    "ligeramente inferior a, se acerca a, se acercan a, se acerco a, se acercaba a, se acercaron a, se acerca al, se acerco al, "
    "acercandose a, se aproxima a, se aproximan a, se aproximo a, se aproxima al, se aproximo al, acercarse a, acercarse al",
}
_AFTER = {
    Bound.AT_LEAST: "o mas, como minimo, por lo menos, al menos, cuando menos, y mas, +, en adelante",
    Bound.MORE_THAN: "y pico, largos, largas, y tantos, y tantas, y algo, y monedas",
    Bound.AT_MOST: "o menos, como maximo, a lo sumo, como mucho, cuando mucho",
    Bound.ABOUT: "aproximadamente, mas o menos, aprox., o asi, aproximados, aproximadas, estimados, estimadas",
    Bound.LESS_THAN: "escasos, escasas",
}
_VERBS_TO_NEGATE = (
    "supera, superan, supero, superaron, superaba, superaban, superara, superaran, supere, superen, excede, exceden, excedio, "
    "exceda, excedan, excedera, sobrepasa, sobrepasan, sobrepaso, rebasa, rebasan, rebaso, superar, exceder, ha superado, "
    "han superado, llega a superar, llego a superar, superaria, superarian"
)

ES = Wordings(
    lang="es",
    numbers=NumberWords(
        habit=Habit.COMMA,
        cardinals=CARDINALS,
        scales=SCALES,
        articles=words("un una uno"),
        ones=words("un una uno"),
        bare_scales=words("mil"),
        joins=words("y"),
        joined_tens=True,
        and_a_half=Phrases({"y medio": 0.5, "y media": 0.5}),
        no_half_before=frozenset(),
        digits_fill_scales=True,
        decimal_words=words("coma punto"),
    ),
    units=Phrases(SYMBOLS | _MEASURES | _MONEY),
    prefixes=Phrases(PREFIXES),
    scale_suffixes={
        "m": 1e6,
        "mm": 1e6,
        "mill": 1e6,
        "mill.": 1e6,
        "mills": 1e6,
        "mln": 1e6,
        "k": 1e3,
        "bn": 1e9,
        "mm.": 1e6,
    },
    before=Phrases([(p, bound) for bound, listing in _HEDGES.items() for p in phrases(listing)]),
    after=Phrases([(p, bound) for bound, listing in _AFTER.items() for p in phrases(listing)]),
    negators=words("no ni nunca jamas tampoco sin"),
    negatable=Phrases([(p, Bound.AT_MOST) for p in phrases(_VERBS_TO_NEGATE)]),
    between=words("el la los las un una lo ya los/las"),
    fractions=Phrases(
        {
            "la mitad": 0.5,
            "una mitad": 0.5,
            "mitad de": 0.5,
            "mitad del": 0.5,
            "las dos terceras partes": 2 / 3,
        }
    ),
    fraction_needs=words("de del , . ; : ) » ” mas menos que y o en al a mayor menor por para"),
    fraction_nouns=FRACTION_NOUNS,
    multiples=Phrases(
        {
            "el doble": 2,
            "doble": 2,
            "triple": 3,
            "cuadruple": 4,
            "quintuple": 5,
            "el triple": 3,
            "el cuadruple": 4,
            "el quintuple": 5,
            **{
                stem + end: value
                for stem, value in (("duplic", 2), ("triplic", 3), ("cuadruplic", 4), ("quintuplic", 5))
                for end in _VERB_ENDINGS.split()
            },
            "duplique": 2,
            "dupliquen": 2,
            "triplique": 3,
            "tripliquen": 3,
        }
    ),
    multiple_follows=frozenset(),
    multiple_after=words(
        "multiplico multiplica multiplican multiplicaron multiplicado multiplicar multiplicara multiplicaba multiplicando"
    ),
    times_nouns=words("veces vez"),
    times_follows=words(
        "mas menos mayor menor mayores menores superior superiores inferior el la lo los las su sus que"
    ),
    collectives=Phrases(
        {
            "docena": (12, Bound.EXACT),
            "docenas": (12, Bound.EXACT),
            "decena": (10, Bound.ABOUT),
            "decenas": (10, Bound.ABOUT),
            "quincena": (15, Bound.ABOUT),
            "veintena": (20, Bound.ABOUT),
            "treintena": (30, Bound.ABOUT),
            "cuarentena": (40, Bound.ABOUT),
            "cincuentena": (50, Bound.ABOUT),
            "sesentena": (60, Bound.ABOUT),
            "centena": (100, Bound.ABOUT),
            "centenas": (100, Bound.ABOUT),
            "centenar": (100, Bound.ABOUT),
            "centenares": (100, Bound.ABOUT),
            "millar": (1000, Bound.ABOUT),
            "millares": (1000, Bound.ABOUT),
            "par": (2, Bound.ABOUT),
        }
    ),
    ordinals=ORDINALS,
    ordinal_suffixes=words("º ª er ro ra da do to ta mo ma vo va no na"),
    not_ordinal_before=words(
        "ministro ministra ministros dama mundo mano plano secretario instancia parte partes vista linea linea"
    ),
    per=Phrases(
        {
            **{
                f"{p} {noun}": code
                for p in ("por", "por cada", "el", "la", "al", "a la", "a el", "cada", "/")
                for noun, code in (
                    ("hora", "hour"),
                    ("dia", "day"),
                    ("semana", "week"),
                    ("mes", "month"),
                    ("año", "year"),
                    ("trimestre", "quarter"),
                    ("minuto", "minute"),
                    ("segundo", "second"),
                )
            },
            **{
                f"{p} {noun}": code
                for p in ("por", "por cada", "el", "la", "/")
                for noun, code in (
                    ("habitante", "person"),
                    ("persona", "person"),
                    ("cabeza", "person"),
                    ("barril", "barrel"),
                    ("litro", "liter"),
                    ("kilo", "kg"),
                    ("kilogramo", "kg"),
                    ("tonelada", "tonne"),
                    ("metro cuadrado", "m2"),
                    ("kilometro cuadrado", "km2"),
                    ("km2", "km2"),
                    ("km²", "km2"),
                    ("m2", "m2"),
                    ("m²", "m2"),
                    ("kilometro", "km"),
                    ("km", "km"),
                    ("galon", "gallon"),
                    ("megavatio hora", "MWh"),
                    ("mwh", "MWh"),
                    ("kwh", "kWh"),
                    ("kilovatio hora", "kWh"),
                    ("onza", "ounce"),
                    ("accion", "share"),
                    ("hectarea", "hectare"),
                    ("mujer", "woman"),
                    ("familia", "household"),
                    ("hogar", "household"),
                    ("alumno", "student"),
                    ("trabajador", "worker"),
                    ("empleado", "worker"),
                    ("metro cubico", "m3"),
                    ("noche", "night"),
                    ("partido", "match"),
                    ("unidad", "unit"),
                    ("dolar", "USD"),
                    ("euro", "EUR"),
                    ("hijo", "child"),
                    ("votante", "voter"),
                )
            },
            "per capita": "person",
            **dict.fromkeys(("diarios", "diarias", "diario", "diaria"), "day"),
            **dict.fromkeys(("anuales", "anual", "anualmente", "interanual", "anualizado", "anualizada"), "year"),
            **dict.fromkeys(("mensuales", "mensual"), "month"),
            **dict.fromkeys(("semanales", "semanal"), "week"),
            "trimestrales": "quarter",
            "trimestral": "quarter",
        }
    ),
    per_of=words("por"),
    per_nouns={"cada": ""},
    of=words("de del"),
    ratio=words("de cada en"),
    determiners=words(
        "el la los las sus su un una estos estas esos esas dichos lo todos todas tu mi nuestros nuestras"
    ),
    range_open={"entre": words("y e"), "de": words("a"), "del": words("al a"), "desde": words("hasta a")},
    range_links=words("a al y"),
    pair_links=words("o u"),
    changes=phrases(
        "pas, sub, baj, cay, ca, creci, crec, aument, aumento, reduj, reduc, descend, increment, elev, ascend, disminuy, recort, "
        "retroced, avanz, salt, rebaj, mejor, empeor, revis, ampli, dispar, desplom, encarec, abarat, escal, ralentiz, acelera, modera, "
        "desacelera, evolucion, repunt, hund, situ, cambi, llev, retras, adelant, prolong, extend, alarg, acort"
    ),
    range_cues=phrases("oscil, vari, rango, fluct, horquilla, comprend, edad, entre"),
    and_words=words("y e con"),
    minus=words("menos"),
    adjectives=words(
        "nuevos nuevas grandes primeros primeras ultimos ultimas principales otros otras mejores peores siguientes proximos proximas "
        "pequeños pequeñas presuntos presuntas supuestos supuestas distintos distintas diferentes diversos diversas posibles antiguos "
        "antiguas unicos unicas mismos mismas propios propias buenos buenas numerosos ex futuros futuras anteriores "
        "posteriores largos largas altos altas "
        "grande gran nuevo nueva mayor primer mejor nuevas actuales importantes restantes"
    ),
    not_nouns=words(
        "mas menos desde tras sus los las despues es antes ademas entonces pues unos unas atras dos tres seis lejos detras apenas ellos "
        "ellas estos estas esos esas estas eres tus mis nos les quizas mientras aquellos ambos segun"
    ),
    irregular={},
    labels=words(
        "articulo articulos art art. resolucion ley decreto kilometro numero n.º nº n° num num. pagina pag pag. capitulo "
        "ruta autopista carretera "
        "canal version vuelo expediente puerto anexo tomo volumen sala habitacion km. linea grupo g codigo calle apartado inciso "
        "parrafo nivel fase categoria clase tipo talla dorsal puerta portal enmienda directiva reglamento orden windows iphone boeing "
        "airbus formula apolo agenda anden terminal tabla grafico figura episodio temporada nº. no. distrito seccion modelo sentencia"
    ),
    phone_cues=words("telefono telefonos tel tel. tfno whatsapp celular llamar llame fax movil"),
    clock_before=words("las"),
    clock_after=Phrases(
        dict.fromkeys(
            phrases(
                "horas, hora, h, hs, hs., h., de la mañana, de la tarde, de la noche, de la madrugada, del mediodia, en "
                "punto, a. m., p. m., a.m., p.m., am, pm, y media, y cuarto, menos cuarto"
            ),
            True,
        )
    ),
    point_cues=words(
        "% tasa paro desempleo inflacion pib porcentual porcentuales porcentaje encuesta encuestas voto votos cuota tipos "
        "interes desocupacion pobreza"
    ),
    dollar_rivals={"pesos": "peso", "peso": "peso"},
)
