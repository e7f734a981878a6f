"""A project of many made-up briefs, as real ones in size and shape; the same number gives the same bytes."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, NamedTuple, TypeVar

OURS: Final = Path(__file__).parent.parent
THEMES: Final = ("brics-outreach", "embassy-retrenchment", "russia-ties")  # those of the site's navigation
QUESTIONS: Final = 200
NAMES: Final = 1000
PUBLISHERS: Final = 60
ORIGINS: Final = 150
FIRST_DAY: Final = dt.date(2015, 1, 1)
DAYS: Final = 3650

T = TypeVar("T")

_words = re.compile(r"\S+").findall
_phrases = re.compile(r"[^;]+").findall
_SYLLABLES: Final = re.findall(
    r"(\w+)=(\w)",
    "chol=철 su=수 yong=영 ho=호 jin=진 il=일 hui=희 song=성 nam=남 kyong=경 hyon=현 mi=미 ok=옥 guk=국 ryol=렬 pong=봉"
    " chun=춘 hak=학 tae=태 myong=명 un=은 sik=식 rim=림 gwang=광",
)
_FAMILIES: Final = re.findall(r"(\w+)=(\w)", "Kim=김 Ri=리 Pak=박 Choe=최 Jong=정 Kang=강 Jo=조 Yun=윤 Han=한")
_CITIES: Final = _words("Kampala Luanda Madrid Dakar Conakry Tripoli Dhaka Kathmandu Moscow Beijing Hanoi Havana Cairo")
_COUNTRIES: Final = _words("AO BD CD CN CU EG ES ET GN HK KP KR LA LY MN NG NP PL RU SE SN SY UG VN ZA")
_NOUNS: Final = _words(
    "embassy ministry delegation treaty visit statement closure mission agreement ambassador summit forum envoy report "
    "sanction contract shipment exercise railway exhibition budget consulate spokesperson newspaper parliament"
)
_VERBS: Final = _words(
    "announced closed received denied confirmed postponed visited described reported welcomed criticised opened signed "
    "suspended reviewed offered refused expected transferred prepared"
)
_DETAILS: Final = _phrases(
    "after talks that lasted two days;because the posts no longer paid for themselves;in a sign of closer ties;"
    "as part of what it called regular affairs;despite the resolutions of the Security Council;"
    "for the first time in three decades;without saying when the work would resume;at the invitation of its hosts;"
    "while officials of both sides looked on;under an agreement of the year before"
)
_CHOICES: Final = _words("sanctions money reorganisation a-shift-of-policy illness")


def make(root: Path, briefs: int) -> None:
    """Write a project of so many briefs, with the site's own configuration, into an empty folder."""
    for name in ("mkdocs.yml", "hooks.py"):
        shutil.copy(OURS / name, root)
    for name in ("docs", "overrides"):
        shutil.copytree(OURS / name, root / name)
    (root / "generator/templates").mkdir(parents=True)  # watched
    writer = _Writer(Random(briefs))  # noqa: S311 - no secret: the same each time is what is wanted
    writer.names.extend(writer.make_names())
    articles = {f"articles/{id_}": writer.article(id_) for id_ in _ids(briefs)}
    registers = {
        "registers/names": "".join(name.record for name in writer.names),
        "registers/questions": "".join(map(_question, range(QUESTIONS))),
        "registers/publishers": "".join(
            f"outlet-{n}: {{name: Outlet {n}, reliability: C, why: It is new.}}\n" for n in range(PUBLISHERS)
        ),
        "registers/origins": "".join(f"origin-{n}: {{title: The wire report number {n}}}\n" for n in range(ORIGINS)),
    }
    themes = {f"themes/{theme}": writer.theme(theme) for theme in THEMES}
    for path, text in {**articles, **registers, **themes}.items():
        file = root / "briefs" / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _ids(briefs: int) -> Iterator[str]:
    for number in range(briefs):
        yield f"{FIRST_DAY + dt.timedelta(number * DAYS // briefs)}-outlet-{number % PUBLISHERS}-{number:05}"


def _question(number: int) -> str:
    kind = _kind(number)
    more = {"count": "over_time: grows", "set": "values: places\n  over_time: grows"}.get(kind, "over_time: fixed")
    if kind == "choice":
        more = f"values: [{', '.join(_CHOICES)}]\n  exclusive: false"
    return f"question-{number}:\n  ask: What do sources say about matter number {number}?\n  type: {kind}\n  {more}\n"


def _kind(question: int) -> str:
    return ("date", "count", "set", "yes-no", "choice")[question % 5]


class _Name(NamedTuple):
    id: str
    name: str
    record: str


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes records up by throwing dice, and remembers what later ones may refer to."""

    dice: Random
    names: list[_Name] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def make_names(self) -> Iterator[_Name]:
        """Half of them people, with other spellings and some with hangul; organisations; places."""
        taken: set[str] = set()
        while len(taken) < NAMES:
            (family, hangul), (one, hangul_one), (two, hangul_two) = (
                self.dice.choice(syllables) for syllables in (_FAMILIES, _SYLLABLES, _SYLLABLES)
            )
            kind = ("person", "organisation", "person", "place")[len(taken) % 4]
            name = {
                "person": f"{family} {one.title()} {two.title()}",
                "organisation": f"{one.title()}{two} Trading Corporation {hangul}",
                "place": f"{family}{one}{two}",
            }[kind]
            id_ = re.sub(r"[^a-z]+", "-", f"{name}-{family}".lower())
            if id_ not in taken:
                taken.add(id_)
                record = (
                    f"{id_}:\n  name: {name}\n  kind: {kind}\n  role: known from {self.dice.choice(_NOUNS)} matters\n"
                )
                if kind == "person":
                    record += f"  spellings: [{family} {one.title()}-{two}, {family} {one.title()}{two}]\n"
                    record += f"  hangul: {hangul}{hangul_one}{hangul_two}\n" if len(taken) % 8 == 1 else ""
                yield _Name(id_, name, record)

    def article(self, id_: str) -> str:
        """About 3 kB: four to nine claims, half of them with a quotation, a third with an answer."""
        day = dt.date.fromisoformat(id_[:10])
        text = f"title: {self._sentence(1)[:110]}\nsource:\n  title: {self._sentence(1)}\n  by: [{self._name()}]\n"
        text += f"  publisher: outlet-{self.dice.randrange(PUBLISHERS)}\n"
        text += f"  url: https://www.example.org/{day.year}/{day.month}/{id_}.html\n"
        if self._one_in(5):
            text += f"  published: {day - dt.timedelta(9)}/{day}\n  published_why: The text names the day before.\n"
        else:
            text += f"  published: {day}\n"
        if self._one_in(4):
            upstream = self.articles if self.articles and self._one_in(3) else [f"origin-{n}" for n in range(ORIGINS)]
            text += f"  retells: {self.dice.choice(upstream)}\n"
        text += f"themes: [{', '.join(self.dice.sample(THEMES, self.dice.choice((1, 1, 2))))}]\nsummary: >\n"
        text += "".join(f"  {self._sentence(2)}\n" for _ in range(4))
        text += f"limits: {self._sentence(2)}\nclaims:\n"
        for number in range(1, self.dice.randint(4, 9) + 1):
            text += self._claim(number, day)
            self.claims.append(f"{id_}#c{number}")
        self.articles.append(id_)
        return text

    def _claim(self, number: int, day: dt.date) -> str:
        text = f"  - id: c{number}\n    say: {self._sentence(2)}\n"
        if self._one_in(2):
            text += f"    quote: {self._sentence(1)[:-1].lower()}\n"
        if self._one_in(3):
            text += f"    kind: {self.dice.choice(('fact', 'statement', 'assessment'))}\n    by: {self._name()}\n"
        if self._one_in(2):
            text += f"    when: {day - dt.timedelta(self.dice.randrange(90))}\n"
        if self._one_in(3):
            question = _often_low(self.dice, QUESTIONS, 3)
            text += f"    answers: {{question-{question}: {self._answer(_kind(question), day)}}}\n"
        if self._one_in(7):
            text += f"    note: {self._sentence(1)}\n"
        return text

    def _answer(self, kind: str, day: dt.date) -> str:
        match kind:
            case "date":
                return f"{day.year}-{self.dice.randint(1, 12):02}"
            case "count":
                return self.dice.choice(("9", '">=5"', "<=12", "5-7", "11"))
            case "set":
                grown = _COUNTRIES[: self.dice.randint(5, 12)]  # few different lists, as in life
                return f"[{', '.join([*grown, self.dice.choice(_COUNTRIES[12:])] if self._one_in(4) else grown)}]"
            case "choice":
                return str(self.dice.choice(_CHOICES))
        return self.dice.choice(("yes", "yes", "no"))

    def theme(self, theme: str) -> str:
        """A theme with three judgments."""
        text = f"title: {theme.replace('-', ' ').title()}\nquestion: Where is it heading?\nbottom_line: Elsewhere.\n"
        text += "trend: up\ntrend_why: More was reported.\njudgments:\n"
        for number in range(1, 4):
            because, against = (self.dice.sample(self.claims, many) for many in (4, 2))
            text += f"  - id: j{number}\n    text: The matter will go on for another year.\n    likelihood: likely\n"
            text += (
                f"    confidence: moderate\n    because: [{', '.join(because)}]\n    against: [{', '.join(against)}]\n"
            )
            text += "    reviewed: 2024-06-01\n"
        return text

    def _sentence(self, details: int) -> str:
        verb, noun, city = (self.dice.choice(words) for words in (_VERBS, _NOUNS, _CITIES))
        return " ".join([self._name(), verb, "the", noun, "in", city, *self.dice.sample(_DETAILS, details)]) + "."

    def _name(self) -> str:
        return self.names[_often_low(self.dice, NAMES, 8)].name

    def _one_in(self, number: int) -> bool:
        return self.dice.randrange(number) == 0


def _often_low(dice: Random, below: int, steepness: float) -> int:
    """A number below another; low ones come far more often."""
    return int(dice.expovariate(steepness) * below) % below
