"""Wordings of study findings in Spanish and English, for training pairs made by template. Data only.

General medicine, habits and environment; no sentence and no subject is taken from a measuring set. `{x}` what acts, `{y}` what it acts on,
`{n}` a number of people, `{p}` a percentage. Keys: `less`, `more`, `none` (no effect), `open` (nobody knows yet).
"""

from __future__ import annotations

Wordings = dict[str, tuple[str, ...]]

ACTORS: tuple[tuple[str, str], ...] = (
    ("regular exercise", "el ejercicio regular"),
    ("aspirin", "la aspirina"),
    ("a diet rich in fibre", "una dieta rica en fibra"),
    ("moderate coffee consumption", "el consumo moderado de café"),
    ("statins", "las estatinas"),
    ("metformin", "la metformina"),
    ("iron supplements", "los suplementos de hierro"),
    ("omega-3 fatty acids", "los ácidos grasos omega-3"),
    ("smoking", "el tabaquismo"),
    ("secondhand smoke", "el humo ajeno"),
    ("air pollution", "la contaminación del aire"),
    ("night work", "el trabajo nocturno"),
    ("short sleep", "dormir poco"),
    ("breastfeeding", "la lactancia materna"),
    ("swimming", "la natación"),
    ("mosquito nets", "las mosquiteras"),
    ("green tea", "el té verde"),
    ("red meat", "la carne roja"),
    ("beta blockers", "los betabloqueantes"),
    ("antibiotic use", "el uso de antibióticos"),
    ("sugary drinks", "las bebidas azucaradas"),
    ("meditation", "la meditación"),
    ("probiotics", "los probióticos"),
    ("calcium supplements", "los suplementos de calcio"),
    ("hormone therapy", "la terapia hormonal"),
    ("noise exposure", "la exposición al ruido"),
    ("cycling to work", "ir en bicicleta al trabajo"),
    ("a high salt intake", "un consumo alto de sal"),
    ("early screening", "el cribado precoz"),
    ("the new drug", "el nuevo fármaco"),
    ("magnesium", "el magnesio"),
    ("folic acid", "el ácido fólico"),
    ("school breakfasts", "los desayunos escolares"),
    ("drought", "la sequía"),
    ("deforestation", "la deforestación"),
    ("higher humidity", "una mayor humedad"),
)
TARGETS: tuple[tuple[str, str], ...] = (
    ("stroke", "ictus"),
    ("heart attacks", "infartos"),
    ("type 2 diabetes", "diabetes tipo 2"),
    ("asthma attacks", "crisis de asma"),
    ("depression", "depresión"),
    ("bowel cancer", "cáncer de colon"),
    ("high blood pressure", "hipertensión"),
    ("malaria", "malaria"),
    ("hip fractures", "fracturas de cadera"),
    ("dementia", "demencia"),
    ("obesity", "obesidad"),
    ("kidney failure", "insuficiencia renal"),
    ("migraine", "migrañas"),
    ("premature birth", "partos prematuros"),
    ("anaemia", "anemia"),
    ("gout", "gota"),
    ("allergies", "alergias"),
    ("bone loss", "pérdida de masa ósea"),
    ("infections", "infecciones"),
    ("hospital admissions", "ingresos hospitalarios"),
    ("insomnia", "insomnio"),
    ("tooth decay", "caries"),
    ("pneumonia", "neumonía"),
    ("early death", "muerte prematura"),
)

EVIDENCE: dict[str, Wordings] = {
    "less": {
        "en": (
            "Participants with {x} had a {p}% lower risk of {y} (95% CI excluded 1).",
            "{x} was inversely associated with {y} among {n} adults.",
            "In a trial with {n} patients, {x} led to significantly fewer cases of {y} than placebo.",
            "Our results suggest a protective effect of {x} against {y}.",
            "A negative relationship between {x} and {y} was found.",
            "The incidence of {y} fell by {p}% in the group with {x}.",
            "Patients with {x} were less likely to develop {y}, and outcomes improved.",
            "These findings support the use of {x} in the prevention of {y}.",
            "{y} occurred half as often where {x} was present.",
            "A meta-analysis of {n} participants showed that {x} reduces {y}.",
        ),
        "es": (
            "Los participantes con {x} tuvieron un riesgo de {y} un {p} % menor.",
            "{x} se asoció de forma inversa con {y} en {n} adultos.",
            "En un ensayo con {n} pacientes, {x} dio lugar a muchos menos casos de {y} que el placebo.",
            "Los resultados apuntan a un efecto protector de {x} frente a {y}.",
            "Se halló una relación negativa entre {x} y {y}.",
            "La incidencia de {y} cayó un {p} % en el grupo con {x}.",
            "Estos hallazgos respaldan {x} en la prevención de {y}.",
            "Un metaanálisis con {n} participantes mostró que {x} reduce los casos de {y}.",
        ),
    },
    "more": {
        "en": (
            "{x} was associated with a {p}% higher risk of {y}.",
            "Among {n} adults, those with {x} developed {y} more often.",
            "A dose-dependent positive correlation between {x} and {y} was observed.",
            "{x} was an independent risk factor for {y} (p < 0.001).",
            "The rate of {y} rose by {p}% after {x}.",
            "Our data show that {x} aggravates {y}.",
            "Cases of {y} were twice as frequent where {x} was present.",
            "{x} contributes to {y}, according to a cohort of {n} people.",
            "Caution is advised, since {x} raised the frequency of {y}.",
        ),
        "es": (
            "{x} se asoció con un riesgo de {y} un {p} % mayor.",
            "Entre {n} adultos, quienes tenían {x} sufrieron más {y}.",
            "Se observó una correlación positiva entre {x} y {y}.",
            "{x} fue un factor de riesgo independiente de {y}.",
            "La tasa de {y} subió un {p} % tras {x}.",
            "Los datos indican que {x} agrava los casos de {y}.",
            "Los casos de {y} fueron el doble de frecuentes con {x}.",
        ),
    },
    "none": {
        "en": (
            "No significant association between {x} and {y} was found in {n} participants.",
            "{x} did not change the risk of {y} compared with placebo.",
            "The frequency of {y} did not differ between the groups with and without {x}.",
            "There was no evidence of an effect of {x} on {y}.",
            "{x} had no benefit and did no harm with regard to {y}.",
            "The trial of {n} patients failed to show that {x} affects {y}.",
            "Rates of {y} were similar whether or not there was {x} (relative risk 1.01).",
        ),
        "es": (
            "No se halló una asociación significativa entre {x} y {y} en {n} participantes.",
            "{x} no modificó el riesgo de {y} frente al placebo.",
            "La frecuencia de {y} no difirió entre los grupos con y sin {x}.",
            "No hubo indicios de un efecto de {x} sobre {y}.",
            "El ensayo con {n} pacientes no logró demostrar que {x} influya en {y}.",
        ),
    },
    "open": {
        "en": (
            "This study will examine whether {x} plays a role in {y}.",
            "The role of {x} in {y} remains unclear and needs further research.",
            "We describe a protocol to measure {x} in patients with {y}.",
            "{x} has been discussed in connection with {y}, but data are lacking.",
            "{n} people with {y} were asked about {x}; the results are pending.",
        ),
        "es": (
            "Este estudio examinará si {x} influye en {y}.",
            "El papel de {x} en {y} sigue sin estar claro y requiere más investigación.",
            "Se ha hablado de {x} en relación con {y}, pero faltan datos.",
            "Se preguntó por {x} a {n} personas con {y}; los resultados están pendientes.",
        ),
    },
}

CLAIMS: dict[str, Wordings] = {
    "less": {
        "en": (
            "{x} protects against {y}",
            "{x} helps to prevent {y}",
            "{x} can lower the risk of {y}.",
            "{x} reduces {y}",
            "You are less likely to get {y} with {x}",
            "{x} is good against {y}",
            "Less {y} thanks to {x}",
        ),
        "es": (
            "{x} protege contra {y}",
            "{x} ayuda a prevenir {y}",
            "{x} puede reducir el riesgo de {y}.",
            "{x} reduce los casos de {y}",
            "Con {x} hay menos {y}",
            "{x} es bueno contra {y}",
        ),
    },
    "more": {
        "en": (
            "{x} causes {y}",
            "{x} increases the risk of {y}.",
            "{x} can lead to {y}",
            "{x} makes {y} more likely",
            "{x} makes {y} worse",
            "{x} is to blame for {y}",
            "{x} is dangerous because of {y}",
        ),
        "es": (
            "{x} causa {y}",
            "{x} aumenta el riesgo de {y}.",
            "{x} puede provocar {y}",
            "{x} hace más probable {y}",
            "{x} empeora los casos de {y}",
            "{x} tiene la culpa de {y}",
        ),
    },
    "none": {
        "en": (
            "{x} has no effect on {y}",
            "There is no link between {x} and {y}.",
            "{x} does not influence {y}",
            "{x} and {y} have nothing to do with each other",
        ),
        "es": (
            "{x} no tiene efecto sobre {y}",
            "No hay relación entre {x} y {y}.",
            "{x} no influye en {y}",
            "{x} no tiene nada que ver con {y}",
        ),
    },
}
DENIED: dict[str, Wordings] = {
    "less": {
        "en": (
            "{x} does not protect against {y}",
            "There is no evidence that {x} prevents {y}",
            "{x} is useless against {y}",
        ),
        "es": ("{x} no protege contra {y}", "No hay pruebas de que {x} prevenga {y}", "{x} no sirve contra {y}"),
    },
    "more": {
        "en": ("{x} does not cause {y}", "There is no evidence that {x} leads to {y}", "{x} does not make {y} worse"),
        "es": ("{x} no causa {y}", "No hay pruebas de que {x} provoque {y}", "{x} no empeora los casos de {y}"),
    },
}
AROUND: Wordings = {
    "en": (
        "",
        "",
        "",
        "Methods: we followed {n} people for several years. ",
        "Background: little was known. ",
        "In this multicentre cohort, the median age was 54. ",
    ),
    "es": (
        "",
        "",
        "",
        "Métodos: se siguió a {n} personas durante varios años. ",
        "Se sabía poco hasta ahora. ",
        "En esta cohorte multicéntrica, la edad mediana era de 54 años. ",
    ),
}
