"""Pages that make it hard to find a sentence again: own ones, each with a structure of its own, and folders of real ones."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

NAMED = "TEST_PAGES"
BESIDE = "shared/data/articles/extraction/html"

_LEAD = (
    "<p>El comercio entre los dos países alcanzó 27.000 millones de dólares el año pasado, según el ministerio.</p>"
    "<p>La cifra supera la de 2021 y confirma una tendencia que dura ya cuatro años, dijo la ministra de Economía.</p>"
)
_END = (
    "<p>El próximo informe se publicará en marzo y tendrá por primera vez los datos de las regiones.</p>"
    "<p>Las exportaciones de gas sumaron 3.200 millones, casi el doble que el año anterior.</p>"
)


def _page(body: str, *, head: str = "", lead: str = _LEAD) -> str:
    return (
        f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>Comercio</title>{head}</head>'
        f"<body><nav><a href='/'>Portada</a></nav><article><h1>Sube el comercio</h1>{lead}{body}{_END}</article>"
        "<footer>© 2026 El Diario</footer></body></html>"
    )


HOSTILE = {
    "nested inline tags": _page(
        "<p>La <b>expor<i>ta</i>ción</b> de <span><span><a href='/t'>trigo <em>du<strong>ro</strong></em></a></span></span>"
        " creció un <mark>12,4 %</mark> en el tercer trimestre del año.</p>"
    ),
    "entities": _page(
        "<p>El d&eacute;ficit cay&oacute; del 4&nbsp;% al 2,5&#8239;% &mdash;r&#xE9;cord&mdash;"
        " &amp; la deuda &lt;60&#37; del PIB&hellip; seg&uacute;n"
        " la &ldquo;Oficina&rdquo; de Estad&iacute;stica.</p>"
    ),
    "layout tables": _page(
        "<table><tr><td><p>El puerto de Surlandia movió 14 millones de toneladas de mercancías durante el año 2022.</p></td>"
        "<td><p>El aeropuerto recibió a 9 millones de viajeros en el mismo año, según la autoridad aérea.</p></td></tr>"
        "<tr><td><table><tr><td><p>La red de trenes transportó a 40 millones de personas, un tercio más que en 2019.</p>"
        "</td></tr></table></td></tr></table>"
    ),
    "a table with a head": _page(
        "<table><thead><tr><th>Año</th></tr></thead><tr><td><p>En 2022 las ventas de automóviles nuevos llegaron a 130.000"
        " unidades en todo el país.</p></td></tr></table>"
    ),
    "CRLF": _page(
        "<p>La inflación bajó al 3,1 %\r\nen octubre, dos décimas\r\nmenos que en septiembre,\r\nsegún el instituto.\r\n</p>\r\n"
    ).replace("</p><p>", "</p>\r\n\r\n<p>"),
    "comments": _page(
        "<p>El <!-- antes: Gobierno -->Gobierno aprobó<!----> un plan de <!-- ojo: 900 -->1.200 millones para las"
        " carreteras <!-- fin --> del norte.</p><!-- <p>El Gobierno aprobó un plan de 900 millones.</p> -->"
    ),
    "scripts in between": _page(
        "<p>La central <script>var cifra = 'La central produjo 500 megavatios';</script>produjo 410 megavatios"
        "<style>.a { color: red }</style> en su primer <noscript></noscript>año de trabajo.</p>"
        "<script type='application/ld+json'>{'headline': 'La central produjo 410 megavatios'}</script>"
    ),
    "emoji": _page(
        "<p>👩‍👩‍👧 La población creció 🇪🇸 hasta 47,4 millones 🚀 de habitantes 👍🏽 en enero, según el censo 😀.</p>"
        "<p>𝐄𝐥 paro bajó al 11,8 % 🎉 en el cuarto trimestre, el mejor dato desde 2008.</p>"
    ),
    "lists": _page(
        "<ul><li>El trigo subió un 12 % en los mercados de la capital durante el mes pasado.</li>"
        "<li>El maíz bajó un 3 % por la buena cosecha de las regiones del sur.<ol><li>En el norte la cosecha de maíz cayó"
        " a la mitad por la sequía del verano.</li></ol></li></ul>"
    ),
    "line breaks": _page(
        "<p>El consumo de gas bajó un 13 % en 2022.<br>El de electricidad bajó un 2,4 %<br/>en el mismo período.<br><br>"
        "El de carbón, en cambio, subió un 6 % en todo el país.</p>"
    ),
    "no-break spaces": _page(
        "<p>El&nbsp;ministerio&nbsp;invirtió&nbsp;&nbsp;27&nbsp;000&nbsp;millones \u2009de\u202fdólares en\u00a0obras públicas"
        " durante el año.</p>"
    ),
    "soft hyphens": _page(
        "<p>La meteo\u00adrolo\u00adgía pre&shy;vé lluvias de más de 80 li&shy;tros por metro cua\u00addrado en la cor\u200bdillera"
        " du\u00adrante la semana.</p>"
    ),
    "the same sentence three times": _page(
        "<div><p>Subió. El precio del pan llegó a 2 euros. Bajó después.</p></div>"
        "<div><p>El precio del pan llegó a 2 euros. Nadie lo esperaba tan pronto.</p></div>"
        "<aside><p>Recuadro: el precio del pan llegó a 2 euros. Era lunes.</p></aside>"
    ),
    "paragraphs never closed": _page(
        "<div><p>La empresa contrató a 350 ingenieros en su nueva fábrica de baterías<p>La fábrica costó 900 millones y"
        " abrirá en 2025, dijo el alcalde de la ciudad<div>El sindicato pide 200 contratos más para la planta.</div></div>"
    ),
    "decomposed letters": _page(
        "<p>Visito\u0301 Kazajista\u0301n el presidente y firmo\u0301 un acuerdo de 4.000 millones para los pro\u0301ximos an\u0303os.</p>"
    ),
    "what an office program pasted": _page(
        "<p class=MsoNormal><o:p><span style='mso-fareast-language:ES'>La sequía redujo un 40 % el agua<o:p></o:p> de los"
        " embalses durante el verano pasado.</span></o:p></p>"
    ),
    "preformatted text": _page(
        "<pre>\nEl tranvía tendrá doce paradas nuevas   y costará\n  85 millones de euros, según el proyecto.\n</pre>"
    ),
    "hidden words": _page(
        "<p>El hospital nuevo tendrá 620 camas<textarea>y 900 médicos</textarea> y abrirá sus puertas en otoño.</p>"
    ),
    "uppercase tags without a head": (
        "<P>El estadio nuevo tiene sitio para 41.000 personas y costó 160 millones de euros, según el club.</P>"
        + _LEAD
        + _END
    ),
}


def real(repository: Path) -> Iterator[tuple[str, bytes]]:
    """The pages of the folder that is named from outside, or of the one beside the repository; none where there is neither."""
    folder = Path(os.environ.get(NAMED) or repository.parent / BESIDE)
    for path in sorted(folder.glob("*.html*")):
        data = path.read_bytes()
        yield path.name, gzip.decompress(data) if path.suffix == ".gz" else data
