"""The words that the yntymak profile adds to the printed report, in three languages."""

from dataclasses import dataclass

from yntymak.methods.opinion.across import Reach
from yntymak.methods.opinion.stability import Confidence


@dataclass(frozen=True, slots=True)
class FindingsTexts:
    """Braces hold what is filled in."""

    too_few_for_map: str
    no_groups: str
    confidence: dict[Confidence, str]
    confidence_note: str
    common_heading: str
    common_note: str
    no_common: str
    least_group: str
    of_all: str
    contradicts: str
    doubt_heading: str
    doubt_note: str
    middle: str
    weighted: str
    slate_heading: str
    slate_note: str
    certified: str
    not_certified: str
    distinct_note: str
    against_others: str
    across_heading: str
    across_note: str
    axes: dict[str, str]
    reach: dict[Reach, str]
    integrity_heading: str
    integrity_clean: str
    integrity_few: str
    integrity_suspects: str
    integrity_change: str
    integrity_push: str
    burst: str
    weights_heading: str
    weights_note: str
    unheard: str
    limits_heading: str
    limits: tuple[str, ...]
    drawn: str
    drawn_for: dict[str, str]
    method: str


KY = FindingsTexts(
    too_few_for_map="Карта түзүүгө адам аз: кеминде {least} адам жетиштүү добуш бериши керек, "
    "азыр {inside}. Андан аз болсо, кийинки жолу такыр башка топтор чыгышы мүмкүн. "
    "Пикирлер боюнча сандар төмөндө турат.",
    no_groups="Добуштар топторго бөлүнбөйт: жетиштүү чоң жана так бөлүнүү жок.",
    confidence={
        Confidence.HIGH: "Топторго ишеним: жогору ({number}).",
        Confidence.MEDIUM: "Топторго ишеним: орто ({number}). Чеги бүдөмүк.",
        Confidence.LOW: "Топторго ишеним: төмөн ({number}). Топторго таянбаңыз.",
    },
    confidence_note="Катышуучулардын бештен төртүн он жолу кокустан алып, топторду кайра түздүк. "
    "1 — ар дайым ошол эле топтор, 0 — кокустук.",
    common_heading="Орток пикир",
    common_note="Ар бир топтун жарымынан көбү макул болгон пикирлер. Эң аз макул болгон топтун "
    "үлүшү жана анын чеги көрсөтүлдү.",
    no_common="Бардык топтор ишенимдүү макул болгон пикир азырынча жок.",
    least_group="Эң аз макул болгон топто",
    of_all="Бардыгы",
    contradicts="Ченемдер бири-бирине каршы: топтор боюнча жана ортодогу адам боюнча жыйынтык "
    "ар башка.",
    doubt_heading="Ченемдер дал келбеген пикирлер",
    doubt_note="Топтор боюнча карасак бир жыйынтык, топко карабай, ортодо турган адам боюнча "
    "карасак башка жыйынтык чыгат. Буларды орток пикир деп шашпаңыз. Бардыгы: {number}.",
    middle="Ортодогу адам макул болот",
    weighted="Калктын курамы боюнча",
    slate_heading="Баарынын үнү угулган тизме",
    slate_note="Бул {size} пикир чогуу мүмкүн болушунча көп адамды билдирет: {represented} % "
    "алардын жок дегенде бирине макул. Добуш берилбеген жерде модель толуктады ({completed} %).",
    certified="Текшерилди: ар бир чоң топтун өз үлүшү бар ({ratio}, 1ден аз болушу керек).",
    not_certified="Кайсы бир топ өз үлүшүн албай калышы мүмкүн ({ratio}, 1ден аз болушу керек).",
    distinct_note="{people} адам. Айырмасы эң чоң жана кокустук эмес пикирлер.",
    against_others="Айырма",
    across_heading="Жерлер, турлар жана каналдар боюнча",
    across_note="10 жооптон аз болсо же ошондой аз санды билдирип койсо, үлүш эсепке алынбайт. "
    "Бардык жерде макул: эсепке алынгандардын баарында жарымынан көбү анык макул.",
    axes={"place": "Жер", "round": "Тур", "channel": "Канал"},
    reach={
        Reach.HOLDS: "бардык жерде макул",
        Reach.DIVIDES: "бөлөт",
        Reach.OPEN: "так эмес",
        Reach.UNKNOWN: "маалымат аз",
    },
    integrity_heading="Добуштардын тазалыгы",
    integrity_clean="Шектүү окшош добуштар табылган жок.",
    integrity_few="{least} адамга жетпегендин добуштары башканыкын кайталагандай. Бул айып эмес, "
    "суроо: бир үй-бүлө да бирдей добуш бере алат.",
    integrity_suspects="{people} адамдын добуштары башканыкын кайталагандай. Бул айып эмес, "
    "суроо: бир үй-бүлө да бирдей добуш бере алат.",
    integrity_change="Аларсыз эң көп өзгөргөн пикир: {statement} — {before} % ордуна {after} %.",
    integrity_push="№ {statement} пикирине {pairs} окшош жуп бир эле добуш менен айырмаланат.",
    burst="{people} адам он мүнөттүн ичинде баштады; күтүлгөнү {expected}.",
    weights_heading="Калктын курамына салмактоо",
    weights_note="Салмактан кийин катышуучулардын күчү {effective} адамга барабар.",
    unheard="Үнү угулбагандар: {groups}.",
    limits_heading="Чектери",
    limits=(
        "Катышкандар гана добуш берди: бул бүт калктын пикири эмес.",
        "Топтор — добуштардын окшоштугу, адамдардын түрү эмес.",
        "Алдын ала болжолдонгон макулдук тизмеге гана кирет, саналган үлүштөргө кирбейт.",
    ),
    drawn="Адам өтө көп болгондуктан, бул бөлүктөр кокустан тандалгандар боюнча эсептелди: "
    "{parts}. Калгандарынын баары бардык добуштар боюнча.",
    drawn_for={
        "ideal_points": "модель — {people} адам",
        "stability": "топтордун туруктуулугу — {people} адам",
        "slate": "баарынын үнү угулган тизме — {people} адам",
    },
    method="Топтор: эң мыкты k-means, саны туруктуулук боюнча (Рэнд индекси). Ортодогу адам: "
    "логисттик модель. Тизме: пропорционалдуу жактыруу. Айырмалар: Бенжамини—Хохберг, 5 %. "
    "Чектер: Уилсон, 95 %. Бирдей добуштар ар дайым бирдей натыйжа берет.",
)

RU = FindingsTexts(
    too_few_for_map="Для карты мало людей: нужно не меньше {least}, проголосовавших достаточно, "
    "сейчас {inside}. Иначе в следующий раз группы могут оказаться совсем другими. "
    "Числа по высказываниям стоят ниже.",
    no_groups="Голоса не делятся на группы: достаточно большого и ясного деления нет.",
    confidence={
        Confidence.HIGH: "Доверие к группам: высокое ({number}).",
        Confidence.MEDIUM: "Доверие к группам: среднее ({number}). Границы размыты.",
        Confidence.LOW: "Доверие к группам: низкое ({number}). Не опирайтесь на них.",
    },
    confidence_note="Десять раз наугад взяли четыре пятых участников и построили группы заново. "
    "1 — всегда те же группы, 0 — случайность.",
    common_heading="Общее мнение",
    common_note="Высказывания, с которыми в каждой группе согласно больше половины. Показана доля "
    "той группы, где согласных меньше всего, и её границы.",
    no_common="Высказываний, с которыми уверенно согласны все группы, пока нет.",
    least_group="В наименее согласной группе",
    of_all="Все",
    contradicts="Меры противоречат друг другу: по группам и по человеку посередине вывод разный.",
    doubt_heading="Где меры расходятся",
    doubt_note="По группам выходит одно, а по человеку посередине, вне групп, другое. Не спешите "
    "называть это общим мнением. Всего: {number}.",
    middle="Человек посередине согласен",
    weighted="По составу населения",
    slate_heading="Список, в котором слышен каждый",
    slate_note="Высказываний: {size}. Вместе они представляют как можно больше людей: "
    "{represented} % согласны хотя бы с одним. Где человек не голосовал, дополнила модель "
    "({completed} %).",
    certified="Проверено: каждая большая группа получила свою долю "
    "({ratio}, должно быть меньше 1).",
    not_certified="Какая-то группа могла не получить своей доли ({ratio}, должно быть меньше 1).",
    distinct_note="Людей: {people}. Высказывания с самой большой неслучайной разницей.",
    against_others="Разница",
    across_heading="По местам, раундам и каналам",
    across_note="Не учтены доли, где меньше 10 ответов или которые выдали бы такое малое число. "
    "Согласны везде: во всех учтённых уверенно согласно больше половины.",
    axes={"place": "Место", "round": "Раунд", "channel": "Канал"},
    reach={
        Reach.HOLDS: "согласны везде",
        Reach.DIVIDES: "разделяет",
        Reach.OPEN: "неясно",
        Reach.UNKNOWN: "мало данных",
    },
    integrity_heading="Чистота голосов",
    integrity_clean="Подозрительно похожих голосов не найдено.",
    integrity_few="Голоса нескольких человек, меньше {least}, будто повторяют чужие. Это вопрос, а "
    "не обвинение: семья тоже может голосовать одинаково.",
    integrity_suspects="Голоса этих людей будто повторяют чужие, их {people}. Это вопрос, а не "
    "обвинение: семья тоже может голосовать одинаково.",
    integrity_change="Сильнее всего без них меняется: {statement} — {after} % вместо {before} %.",
    integrity_push="Высказывание № {statement}: похожих пар, различающихся одним этим голосом: "
    "{pairs}.",
    burst="Людей, начавших в одни и те же десять минут: {people}; ожидалось {expected}.",
    weights_heading="Взвешивание по составу населения",
    weights_note="После взвешивания участники весят как {effective} человек.",
    unheard="Не услышаны: {groups}.",
    limits_heading="Пределы",
    limits=(
        "Голосовали те, кто пришёл: это не мнение всего населения.",
        "Группы — это сходство голосов, а не типы людей.",
        "Предсказанное согласие входит только в список, но не в подсчитанные доли.",
    ),
    drawn="Людей очень много, поэтому по случайной выборке посчитаны: {parts}. "
    "Всё остальное — по всем голосам.",
    drawn_for={
        "ideal_points": "модель — {people} человек",
        "stability": "устойчивость групп — {people} человек",
        "slate": "список, в котором слышен каждый, — {people} человек",
    },
    method="Группы: лучшие k-средние, число по устойчивости (индекс Рэнда). Человек посередине: "
    "логистическая модель. Список: пропорциональное одобрение. Разницы: Бенджамини—Хохберг, 5 %. "
    "Границы: Уилсон, 95 %. Одинаковые голоса всегда дают одинаковый результат.",
)

EN = FindingsTexts(
    too_few_for_map="Too few people for a map: at least {least} must have voted enough, now "
    "{inside}. With fewer, quite other groups may come out next time. "
    "The figures of the statements stand below.",
    no_groups="The votes do not fall into groups: no division is large and clear enough.",
    confidence={
        Confidence.HIGH: "Confidence in the groups: high ({number}).",
        Confidence.MEDIUM: "Confidence in the groups: medium ({number}). Their borders are vague.",
        Confidence.LOW: "Confidence in the groups: low ({number}). Do not rely on them.",
    },
    confidence_note="Ten times four fifths of the participants were drawn and grouped anew. "
    "1 is always the same groups, 0 is chance.",
    common_heading="Common ground",
    common_note="Statements that more than half of every group agrees with. Shown is the share of "
    "the group that agrees least, with its bounds.",
    no_common="There is no statement yet that every group surely agrees with.",
    least_group="In the group that agrees least",
    of_all="Everybody",
    contradicts="The measures contradict each other: by groups and by somebody in the middle the "
    "outcome differs.",
    doubt_heading="Where the measures differ",
    doubt_note="By groups one thing comes out, by somebody in the middle, outside the groups, "
    "another. Do not hurry to call it common ground. In all: {number}.",
    middle="Somebody in the middle agrees",
    weighted="By population",
    slate_heading="A list in which everybody is heard",
    slate_note="These {size} statements together speak for as many as possible: {represented} % "
    "agree with one at least. Where people did not vote, a model filled in ({completed} %).",
    certified="Checked: every large group has its share ({ratio}, must be below 1).",
    not_certified="Some group may lack its share ({ratio}, must be below 1).",
    distinct_note="{people} people. Statements with the largest differences beyond chance.",
    against_others="Difference",
    across_heading="By place, round and channel",
    across_note="Left out are shares of fewer than 10 answers, and those that would give such a "
    "number away. Holds everywhere: in all that count surely more than half agree.",
    axes={"place": "Place", "round": "Round", "channel": "Channel"},
    reach={
        Reach.HOLDS: "holds everywhere",
        Reach.DIVIDES: "divides",
        Reach.OPEN: "not settled",
        Reach.UNKNOWN: "not enough data",
    },
    integrity_heading="Whether the votes are genuine",
    integrity_clean="No suspiciously similar votes were found.",
    integrity_few="The votes of fewer than {least} people seem to repeat others'. This is a "
    "question and no charge: a family may vote alike too.",
    integrity_suspects="The votes of {people} people seem to repeat others'. This is a question "
    "and no charge: a family may vote alike too.",
    integrity_change="Without them this changes most: {statement} — {after} % instead of "
    "{before} %.",
    integrity_push="Statement № {statement}: {pairs} pairs alike differ in this one vote.",
    burst="{people} people began within ten minutes; {expected} were to be expected.",
    weights_heading="Weighted to the population",
    weights_note="After weighting, the participants count as {effective} people.",
    unheard="Not heard: {groups}.",
    limits_heading="Limits",
    limits=(
        "Those who came have voted: this is not the opinion of the whole population.",
        "Groups are likeness of votes, not kinds of people.",
        "Predicted agreement enters the list only, never the shares that were counted.",
    ),
    drawn="With so many people these were computed from a random draw: {parts}. "
    "All else comes from all votes.",
    drawn_for={
        "ideal_points": "the model, {people} people",
        "stability": "the stability of the groups, {people} people",
        "slate": "the list in which everybody is heard, {people} people",
    },
    method="Groups: best k-means, their number by stability (Rand index). Somebody in the middle: "
    "logistic model. List: proportional approval. Differences: Benjamini–Hochberg, 5 %. "
    "Bounds: Wilson, 95 %. The same votes always give the same result.",
)

FINDINGS_TEXTS = {"ky": KY, "ru": RU, "en": EN}
