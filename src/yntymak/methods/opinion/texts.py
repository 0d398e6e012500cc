"""The words of the printed report in Kyrgyz, Russian and English.

The methods stand without a web framework, and so without its message catalogues.
"""

from dataclasses import dataclass

from yntymak.methods.opinion.analysis import MapState
from yntymak.methods.opinion.figure import CYRILLIC, LATIN


@dataclass(frozen=True, slots=True)
class Texts:
    """Braces hold what is filled in; ``no_map`` says why there is no map."""

    language: str
    alphabet: str
    decimal_mark: str
    thousands_mark: str
    title: str
    lead: str
    map_heading: str
    map_description: str
    map_note: str
    no_map: dict[MapState, str]
    groups: str
    group: str
    people: str
    group_heading: str
    group_note: str
    nothing_typical: str
    consensus_heading: str
    consensus_note: str
    no_consensus: str
    across_heading: str
    across_note: str
    statements_heading: str
    statement: str
    agree: str
    disagree: str
    passed: str
    across: str
    votes_direction: str
    in_group: str
    in_others: str
    too_few: str
    moderated_out: str
    meta: str
    method_heading: str
    method: str


KY = Texts(
    language="ky",
    alphabet=CYRILLIC,
    decimal_mark=",",
    thousands_mark="\N{NO-BREAK SPACE}",
    title="Пикирлердин картасы",
    lead="{people} адам {statements} пикирге {votes} добуш берди. Картада {inside} адам бар.",
    map_heading="Пикирлер кантип бөлүнөт",
    map_description="{inside} адам, {groups} топ. Добуштары окшош адамдар жакын турат.",
    map_note="Ар бир чекит бир же бир нече адам. Добуштары окшош адамдар жакын турат. "
    "Карта аралыкты гана көрсөтөт: оңго же солго, өйдө же ылдый жайгашуунун мааниси жок.",
    no_map={
        MapState.TOO_FEW_PEOPLE: "Карта түзүүгө адам аз: эң азы эки адам добуш бериши керек.",
        MapState.NO_STATEMENTS: "Карта түзүүгө пикир жок: бардыгы модерацияда алынып салынган.",
        MapState.NO_DIFFERENCES: "Карта жок: бардыгы бирдей добуш берди.",
    },
    groups="Топтор",
    group="{letter} тобу",
    people="Адам",
    group_heading="{group} эмнеси менен айырмаланат",
    group_note="{people} адам. Бул пикирлер боюнча топ башкалардан айкын айырмаланат.",
    nothing_typical="Бул топту башкалардан айырмалаган пикир жок.",
    consensus_heading="Көпчүлүк бир пикирде",
    consensus_note="Бардык катышуучулардын жарымынан көбү бирдей добуш берген пикирлер.",
    no_consensus="Көпчүлүк бирдей добуш берген пикир азырынча жок.",
    across_heading="Топторду эмне бириктирет",
    across_note="Ар бир топ канчалык макул болсо, сан ошончолук чоң; эң чоңу 1. "
    "Чоң топ кичине топту басып кете албайт.",
    statements_heading="Бардык пикирлер",
    statement="Пикир",
    agree="Макул",
    disagree="Макул эмес",
    passed="Өткөрдү",
    across="Топтор аралык макулдук",
    votes_direction="Добуш",
    in_group="Топто",
    in_others="Башкаларда",
    too_few="аз",
    moderated_out="Модерацияда алынып салынган пикирлер: {statements}. Алар көрсөтүлбөйт.",
    meta="катышуучу жөнүндө суроо",
    method_heading="Кантип эсептелди",
    method="Эки башкы компонента, андан кийин k-means топтору; топтордун саны силуэт боюнча "
    "тандалат. Бирдей добуштар ар дайым бирдей натыйжа берет. 10 адамдан аз болсо, үлүш "
    "көрсөтүлбөйт. Ыкма: Small et al. 2021, «Polis: scaling deliberation by mapping high "
    "dimensional opinion spaces».",
)

RU = Texts(
    language="ru",
    alphabet=CYRILLIC,
    decimal_mark=",",
    thousands_mark="\N{NO-BREAK SPACE}",
    title="Карта мнений",
    lead="Участников: {people}, высказываний: {statements}, голосов: {votes}. На карте: {inside}.",
    map_heading="Как расходятся мнения",
    map_description="Людей на карте: {inside}, групп: {groups}. "
    "Рядом стоят те, кто голосует похоже.",
    map_note="Каждая точка — один или несколько человек. Рядом стоят те, кто голосует похоже. "
    "Важно только расстояние: право и лево, верх и низ ничего не значат.",
    no_map={
        MapState.TOO_FEW_PEOPLE: "Для карты мало людей: должны проголосовать хотя бы двое.",
        MapState.NO_STATEMENTS: "Для карты нет высказываний: все сняты модератором.",
        MapState.NO_DIFFERENCES: "Карты нет: все проголосовали одинаково.",
    },
    groups="Группы",
    group="Группа {letter}",
    people="Людей",
    group_heading="{group}: чем она отличается",
    group_note="Людей: {people}. В этих высказываниях группа явно отличается от остальных.",
    nothing_typical="Нет высказывания, которое отличало бы эту группу от остальных.",
    consensus_heading="В чём большинство едино",
    consensus_note="Высказывания, по которым больше половины всех участников голосует одинаково.",
    no_consensus="Высказываний, по которым большинство едино, пока нет.",
    across_heading="Что объединяет группы",
    across_note="Чем больше согласна каждая группа, тем больше число; самое большое — 1. "
    "Большая группа не может пересилить малую.",
    statements_heading="Все высказывания",
    statement="Высказывание",
    agree="За",
    disagree="Против",
    passed="Пропустили",
    across="Согласие всех групп",
    votes_direction="Голос",
    in_group="В группе",
    in_others="У остальных",
    too_few="мало",
    moderated_out="Снято модератором: {statements}. Они здесь не показаны.",
    meta="вопрос об участнике",
    method_heading="Как это посчитано",
    method="Две главные компоненты, затем группы методом k-средних; число групп — по силуэту. "
    "Одинаковые голоса всегда дают одинаковый результат. Доля не показана, если ответило меньше "
    "10 человек. Метод: Small et al. 2021, «Polis: scaling deliberation by mapping high "
    "dimensional opinion spaces».",
)

EN = Texts(
    language="en",
    alphabet=LATIN,
    decimal_mark=".",
    thousands_mark=",",
    title="Map of opinions",
    lead="{people} participants, {statements} statements, {votes} votes. On the map: {inside}.",
    map_heading="How opinions divide",
    map_description="{inside} people in {groups} groups. Those who vote alike stand close.",
    map_note="Each dot is one person or several. Those who vote alike stand close. Only distance "
    "counts: left and right, up and down mean nothing.",
    no_map={
        MapState.TOO_FEW_PEOPLE: "Too few people for a map: at least two must have voted.",
        MapState.NO_STATEMENTS: "No statements for a map: all were moderated out.",
        MapState.NO_DIFFERENCES: "There is no map: everybody voted the same.",
    },
    groups="Groups",
    group="Group {letter}",
    people="People",
    group_heading="{group}: what sets it apart",
    group_note="{people} people. On these statements the group clearly differs from the others.",
    nothing_typical="No statement sets this group apart from the others.",
    consensus_heading="Where most are of one mind",
    consensus_note="Statements on which more than half of all participants vote the same.",
    no_consensus="There is no statement yet on which most vote the same.",
    across_heading="What unites the groups",
    across_note="The more each group agrees, the greater the number; the greatest is 1. "
    "A large group cannot outvote a small one.",
    statements_heading="All statements",
    statement="Statement",
    agree="Agree",
    disagree="Disagree",
    passed="Pass",
    across="Agreement across groups",
    votes_direction="Vote",
    in_group="In the group",
    in_others="In the others",
    too_few="few",
    moderated_out="Moderated out: {statements}. They are not shown here.",
    meta="question about the participant",
    method_heading="How this was computed",
    method="Two principal components, then k-means groups; the number of groups by silhouette. "
    "The same votes always give the same result. No share is shown where fewer than 10 people "
    "answered. Method: Small et al. 2021, “Polis: scaling deliberation by mapping high "
    "dimensional opinion spaces”.",
)

TEXTS = {texts.language: texts for texts in (KY, RU, EN)}
