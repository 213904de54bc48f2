from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.language import gazetteer, names
from factcheck.language.names import mentions


def found(text: str, lang: str) -> list[tuple[str, str]]:
    return [(m.text, m.entity) for m in mentions(text, lang)]


def entities(text: str, lang: str) -> list[str]:
    return [m.entity.partition(":")[2] for m in mentions(text, lang)]


ONE_NAME = [
    (
        "es",
        "KAZ",
        [
            "Kazajistán",
            "Kazajstán",
            "Kazakstán",
            "Kazakhstan",
            "Kazajistan",
            "la República de Kazajistán",
            "kazajo",
            "kazajas",
            "Kazajos",
            "KAZAJISTÁN",
        ],
    ),
    ("es", "USA", ["EE. UU.", "EE.UU.", "EEUU", "EE UU", "EUA", "Estados Unidos", "estadounidense", "norteamericanas"]),
    ("es", "GBR", ["el Reino Unido", "Gran Bretaña", "británico", "británicas"]),
    ("es", "NLD", ["los Países Bajos", "Holanda", "neerlandesa", "holandeses"]),
    ("es", "MMR", ["Myanmar", "Birmania", "birmanos"]),
    ("es", "CZE", ["Chequia", "la República Checa", "checas"]),
    ("es", "CIV", ["Costa de Marfil", "Côte d’Ivoire", "marfileña"]),
    ("es", "SWZ", ["Esuatini", "Suazilandia", "Eswatini"]),
    ("es", "COD", ["la República Democrática del Congo", "la RDC"]),
    ("es", "COG", ["la República del Congo", "el Congo"]),
    ("es", "KOR", ["Corea del Sur", "surcoreana", "la República de Corea"]),
    ("es", "PRK", ["Corea del Norte", "norcoreanos"]),
    ("es", "ARE", ["los Emiratos Árabes Unidos", "los Emiratos", "EAU", "emiratíes"]),
    ("es", "VAT", ["la Santa Sede", "el Vaticano", "la Ciudad del Vaticano"]),
    ("es", "MEX", ["México", "Mexico", "mexicana"]),
    ("es", "FRA", ["Francia", "francés", "francesa", "franceses", "francesas"]),
    ("es", "ESP", ["España", "español", "españolas"]),
    ("es", "IRN", ["Irán", "iraní", "iraníes"]),
    ("es", "MUS", ["Mauricio", "la isla Mauricio"]),
    (
        "en",
        "USA",
        ["US", "U.S.", "the USA", "United States", "the United States of America", "America", "American", "Americans"],
    ),
    ("en", "GBR", ["UK", "U.K.", "United Kingdom", "Britain", "Great Britain", "British", "Britons"]),
    ("en", "TUR", ["Turkey", "Türkiye", "Turkish"]),
    ("en", "KAZ", ["Kazakhstan", "Kazakh", "Kazakhs", "Kazakhstani", "Kazakhstan's"]),
    ("en", "CIV", ["Ivory Coast", "Côte d'Ivoire", "Cote d'Ivoire"]),
    ("en", "KOR", ["South Korea", "Korea, South", "S. Korea", "South Koreans"]),
    ("en", "COD", ["Democratic Republic of the Congo", "Congo, Democratic Republic of the", "the DRC", "DR Congo"]),
    ("en", "BHS", ["the Bahamas", "Bahamas, The", "Bahamian"]),
    ("en", "ARE", ["UAE", "the United Arab Emirates", "Emirati"]),
    ("en", "MMR", ["Burma", "Myanmar", "Burmese"]),
    ("en", "VCT", ["Saint Vincent and the Grenadines", "St. Vincent & the Grenadines"]),
    ("fr", "KAZ", ["Kazakhstan"]),
    ("fr", "USA", ["États-Unis"]),
    ("de", "RUS", ["Russland"]),
    ("pt", "ESP", ["Espanha"]),
]


@pytest.mark.parametrize(("lang", "iso3", "text"), [(lang, iso3, t) for lang, iso3, texts in ONE_NAME for t in texts])
def test_a_country_in_its_usual_spellings(lang: str, iso3: str, text: str) -> None:
    assert entities(text, lang) == [iso3]


BODIES = [
    ("es", "org:UN", "la ONU"),
    ("es", "org:NATO", "la Otan"),
    ("es", "org:NATO", "la Organización del Tratado del Atlántico Norte"),
    ("es", "org:EU", "la UE"),
    ("es", "org:EU", "la Unión europea"),
    ("es", "org:EAEU", "la Unión Económica Euroasiática"),
    ("es", "org:CSTO", "la OTSC"),
    ("es", "org:OPEC", "la OPEP"),
    ("es", "org:OPEC_PLUS", "la OPEP+"),
    ("es", "org:OAS", "la OEA"),
    ("es", "org:G20", "el G-20"),
    ("es", "org:ICC", "la CPI"),
    ("es", "org:ICC", "el tribunal de La Haya"),
    ("es", "org:ICC", "la corte penal internacional"),
    ("es", "org:ICJ", "la Corte Internacional de Justicia"),
    ("es", "org:COE", "el Consejo de Europa"),
    ("es", "org:EUCO", "el Consejo Europeo"),
    ("es", "treaty:rome_statute", "el Estatuto de Roma"),
    ("es", "treaty:rome_statute", "el tratado que creó la Corte Penal Internacional"),
    ("es", "treaty:rome_statute", "el convenio por el que se estableció el tribunal"),
    ("es", "treaty:paris_agreement", "el Acuerdo de París"),
    ("es", "treaty:npt", "el Tratado de No Proliferación Nuclear"),
    ("en", "org:UN", "the U.N."),
    ("en", "org:WHO", "the WHO"),
    ("en", "org:SCO", "the Shanghai Cooperation Organisation"),
    ("en", "org:IMF", "the IMF"),
    ("en", "org:WB", "the World Bank"),
    ("en", "org:ICC", "the Hague court"),
    ("en", "org:ICC", "the International Criminal Court"),
    ("en", "treaty:rome_statute", "the Rome Statute of the International Criminal Court"),
    ("en", "treaty:rome_statute", "the treaty that set up the court"),
    ("en", "treaty:rome_statute", "the court's founding treaty"),
    ("en", "treaty:kyoto_protocol", "the Kyoto Protocol"),
    ("es", "currency:USD", "dólares estadounidenses"),
    ("es", "currency:KZT", "tenges"),
    ("en", "currency:GBP", "British pounds"),
    ("en", "currency:TRY", "Turkish lira"),
    ("fr", "org:UN", "l'ONU"),
]


@pytest.mark.parametrize(("lang", "entity", "text"), BODIES)
def test_bodies_treaties_and_currencies(lang: str, entity: str, text: str) -> None:
    assert [e for _, e in found(text, lang)] == [entity]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "they told us a turkey was served, who knows, on fine china"),
        ("es", "comieron chile en la cuba"),
        ("es", "Moscú y Washington negocian; el Kremlin calla"),
        ("es", "el Golfo de México, Ciudad de México y Nuevo México"),
        ("es", "Irlanda del Norte, el Canal de Panamá y el océano Índico"),
        ("en", "New Mexico, Mexico City, Northern Ireland and the Indian Ocean"),
        ("en", "US$27 million"),
        ("es", "Mauricio Macri habló"),
        ("es", "un hombre va a la playa"),
        ("es", "UN HOMBRE MUERE EN LA PLAYA"),
        ("en", "GIVE US BREAD AND TELL US WHO DID IT"),
        ("es", "los guineanos y los coreanos"),
        ("en", "French is the official language, and some speak German"),
        ("es", "el idioma oficial es el español; también se habla francés"),
        ("es", "los fines del proyecto"),
        ("es", "Granada, en Andalucía"),
        ("en", "voters in Atlanta and elsewhere in Georgia"),
        ("es", "Estados\nUnidos del mundo"),
        ("es", ""),
    ],
)
def test_what_only_looks_like_a_name_is_left_alone(lang: str, text: str) -> None:
    assert found(text, lang) == []


def test_one_name_of_several_countries_is_settled_by_the_text() -> None:
    assert entities("Corea del Sur creció. Los coreanos exportan.", "es") == ["KOR", "KOR"]
    assert entities("Violence in eastern Congo, near Goma", "en") == ["COD"]
    assert entities("Las dos Coreas: Corea del Sur y Corea del Norte. El ejército coreano", "es") == ["KOR", "PRK"]


def test_the_longest_name_wins_and_spans_quote_exactly() -> None:
    text = "😀 El Consejo de Seguridad de la ONU y Papúa Nueva Guinea; Guinea-Bissau, Guinea Ecuatorial."
    spans = mentions(text, "es")
    assert [m.entity for m in spans] == ["org:UNSC", "country:PNG", "country:GNB", "country:GNQ"]
    assert all(m.span.of(text) == m.text for m in spans)


def test_title_case_headlines_keep_their_countries() -> None:
    assert entities("Jordan Opens Talks With Georgia Over Trade", "en") == ["JOR", "GEO"]


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Korea, South", "KOR"),
        ("Congo (Republic of the)", "COG"),
        ("The Gambia", "GMB"),
        ("Bosnia & Herzegovina", "BIH"),
        ("St. Lucia", "LCA"),
        ("Lao PDR", "LAO"),
        ("Türkiye", "TUR"),
        ("Macedonia del Norte", "MKD"),
        ("KAZ", "KAZ"),
        ("UAE", "ARE"),
        ("Micronesia (Federated States of)", "FSM"),
        ("Atlantis", None),
        ("kazajo", None),
        ("", None),
        ("European Union", None),
    ],
)
def test_a_single_name_becomes_a_code(name: str, iso3: str | None) -> None:
    assert names.country_code(name) == iso3


@pytest.mark.parametrize(
    ("entity", "es", "en"),
    [
        ("country:KAZ", "Kazajistán", "Kazakhstan"),
        ("country:COD", "República Democrática del Congo", "Democratic Republic of the Congo"),
        ("org:ICC", "Corte Penal Internacional", "International Criminal Court"),
        ("treaty:rome_statute", "Estatuto de Roma", "Rome Statute"),
        ("currency:USD", "dólar estadounidense", "US Dollar"),
        ("country:XYZ", None, None),
        ("org:XYZ", None, None),
        ("currency:XYZ", None, None),
        ("person:X", None, None),
    ],
)
def test_display(entity: str, es: str | None, en: str | None) -> None:
    assert names.display(entity, "es") == es
    assert names.display(entity, "en") == en


def test_every_country_has_a_name_that_leads_back_to_it() -> None:
    for iso3 in names.countries():
        for lang in ("es", "en"):
            shown = names.display(f"country:{iso3}", lang)
            assert shown
            assert names.country_code(shown) == iso3, shown


def test_every_body_is_found_by_the_name_it_is_shown_under() -> None:
    for kind, rows in gazetteer.table("bodies").items():
        for code in rows:
            for lang in ("es", "en"):
                shown = names.display(f"{kind}:{code}", lang)
                assert shown
                assert found(shown, lang) == [(shown, f"{kind}:{code}")]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_no_spelling_stands_for_two_entities_unless_said_so(lang: str) -> None:
    def clashes(node: gazetteer.Node, path: str) -> list[str]:
        here = [path] if len({a.entities for a in node.aliases}) > 1 else []
        return here + [c for token, child in node.next.items() for c in clashes(child, f"{path} {token}")]

    assert clashes(gazetteer.trie(lang), "") == []


def test_nationalities_are_told_from_names() -> None:
    assert names.demonym("kazajas", "es") == "country:KAZ"
    assert names.demonym("British", "en") == "country:GBR"
    assert names.demonym("Kazajistán", "es") is None
    assert names.demonym("mesa", "es") is None
    assert names.kind("org:UN") == "org"


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("kazajo", "kazajo kazaja kazajos kazajas"),
        ("francés", "francés francesa franceses francesas"),
        ("alemán", "alemán alemana alemanes alemanas"),
        ("letón", "letón letona letones letonas"),
        ("iraní", "iraní iraníes iranís"),
        ("belga", "belga belgas"),
        ("canadiense", "canadiense canadienses"),
        ("español", "español española españoles españolas"),
    ],
)
def test_spanish_forms_of_nationalities(word: str, forms: str) -> None:
    assert gazetteer.spanish_forms(word) == forms.split()


def test_patterns_expand_to_what_they_say() -> None:
    assert gazetteer.expand("(Corte|Tribunal) Penal") == ["Corte Penal", "Tribunal Penal"]
    assert gazetteer.expand("Programa[ Mundial]") == ["Programa", "Programa Mundial"]
    assert gazetteer.expand("Congo (Brazzaville)") == ["Congo (Brazzaville)"]


def test_long_texts_are_read_whole() -> None:
    text = "El presidente ruso viajó a Kazajistán, informó la ONU desde EE. UU. con los mexicanos. " * 1_200
    assert len(mentions(text, "es")) == 6_000


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [
                    "EE",
                    ".",
                    "UU",
                    "US",
                    "Estados Unidos",
                    " ",
                    "\n",
                    "Corea",
                    "del Sur",
                    "'",
                    "😀",
                    "e\u0301",
                    "OPEP+",
                    "de",
                    "La Haya",
                    "Israel",
                ]
            ),
            max_size=30,
        ).map("".join),
    ),
    st.sampled_from(["es", "en", "fr", "xx"]),
)
@settings(max_examples=150, deadline=None)
def test_spans_quote_exactly_and_never_overlap(text: str, lang: str) -> None:
    spans = mentions(text, lang)
    assert all(m.span.of(text) == m.text != "" for m in spans)
    assert all(a.span.end <= b.span.start for a, b in pairwise(spans))
