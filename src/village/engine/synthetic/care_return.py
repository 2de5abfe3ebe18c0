"""A child in care as the looked-after return of one year would tell of it."""

from datetime import date, timedelta
from typing import Final

from village.engine.synthetic import care_rates as rates
from village.engine.synthetic.care import Cared, CareEpisode, Stay
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.people import birthday
from village.engine.synthetic.span import year_end, year_start
from village.kernel.days import age_on

Row = dict[str, str]
Kid = dict[str, list[Row]]

LAST_WITH_NUMBERS: Final = 2024
"""The last year in which sex is 1 or 2."""
FIRST_WITH_WORKERS: Final = 2024
FIRST_PERMANENCE: Final = date(2016, 4, 1)
_STREAM = 22


def return_cared(cared: Cared, *, year: int, seed: int) -> Kid | None:
    """The child's rows by table; None where the year's return does not hold the child."""
    return _View(cared, year=year, seed=seed).kid()


class _View:
    """What is known on 31 March of a year."""

    def __init__(self, cared: Cared, *, year: int, seed: int) -> None:
        self._cared = cared
        self._year = year
        self._first, self._last = year_start(year), year_end(year)
        self._dice = Dice(seed, _STREAM, year, cared.born.toordinal(), len(cared.child_id))
        self._stays = [
            stay for stay in cared.stays if stay.begun <= self._last and stay.ended >= self._first
        ]

    def kid(self) -> Kid | None:
        leaver = self._leaver()
        if not self._stays and leaver is None:
            return None
        kid: Kid = {"Header": [self._header()]}
        rows = {
            "Episodes": [
                self._episode(stay, one)
                for stay in self._stays
                for one in stay.episodes
                if one.start <= self._last and (one.end is None or one.end >= self._first)
            ],
            "Reviews": self._reviews(),
            "Missing": self._missing(),
            "OC2": self._outcome(),
            "OC3": [leaver] if leaver else [],
            "AD1": self._adoption(),
            "PlacedAdoption": self._decision(),
            "PrevPerm": self._permanence(),
            "UASC": self._alone(),
            "SWEpisodes": self._workers(),
        }
        return kid | {name: found for name, found in rows.items() if found}

    def _header(self) -> Row:
        cared = self._cared
        sex = "F" if cared.girl else "M"
        asked = cared.girl and bool(self._stays)
        school = age_on(cared.born, date(self._year - 1, 8, 31)) >= 5
        return {
            "SEX": {"F": "2", "M": "1"}[sex] if self._year <= LAST_WITH_NUMBERS else sex,
            "DOB": cared.born.isoformat(),
            "ETHNIC": cared.ethnicity,
            "UPN": (cared.upn or "UN3") if school or cared.alone else "UN1",
            "MOTHER": "0" if asked else "",
        }

    def _age(self, day: date) -> int:
        return age_on(self._cared.born, day)

    def _known(self, day: date | None) -> str:
        """A day that has come by 31 March."""
        return day.isoformat() if day is not None and day <= self._last else ""

    def _episode(self, stay: Stay, one: CareEpisode) -> Row:
        over = one.end is not None and one.end <= self._last
        return {
            "DECOM": one.start.isoformat(),
            "RNE": one.began,
            "LS": one.status,
            "CIN": stay.need,
            "PLACE": one.home.place,
            "PLACE_PROVIDER": one.home.provider,
            "DEC": self._known(one.end),
            "REC": one.ended if over else "",
            "REASON_PLACE_CHANGE": one.changed if over else "",
            "HOME_POST": "" if self._cared.alone else stay.home_postcode,
            "PL_POST": one.home.postcode,
            "URN": one.home.urn,
        }

    def _reviews(self) -> list[Row]:
        held = [day for stay in self._stays for day in stay.reviews]
        return [
            {"REVIEW": day.isoformat(), "REVIEW_CODE": self._part(day)}
            for day in held
            if self._first <= day <= self._last
        ]

    def _part(self, day: date) -> str:
        code = self._dice.draw(rates.PARTICIPATION)
        return "PN0" if day < birthday(self._cared.born, 4) else code

    def _missing(self) -> list[Row]:
        return [
            {"MISSING": kind, "MIS_START": start.isoformat(), "MIS_END": self._known(end)}
            for start, end, kind in self._cared.away
            if start <= self._last and end >= self._first
            and any(stay.begun <= start <= stay.ended for stay in self._stays)
        ]  # fmt: skip

    def _all_year(self) -> bool:
        return any(one.begun <= self._first and one.ended > self._last for one in self._stays)

    def _outcome(self) -> list[Row]:
        if not self._all_year():
            return []
        dice = self._dice
        misuse = self._age(self._last) >= 11 and dice.chance(rates.SUBSTANCE_MISUSE)
        received = misuse and dice.chance(rates.RECEIVED_HELP)
        score, reason = self._score()
        yes_no = {
            "CONVICTED": rates.CONVICTED if self._age(self._last) >= 10 else None,
            "HEALTH_CHECK": rates.DEVELOPMENT_CHECKED if self._age(self._last) < 5 else None,
            "IMMUNISATIONS": rates.IMMUNISED,
            "TEETH_CHECK": rates.TEETH_CHECKED,
            "HEALTH_ASSESSMENT": rates.HEALTH_ASSESSED,
        }
        row = {
            name: "" if share is None else str(int(dice.chance(share)))
            for name, share in yes_no.items()
        }
        return [
            {
                "SDQ_SCORE": score,
                "SDQ_REASON": reason,
                **row,
                "SUBSTANCE_MISUSE": str(int(misuse)),
                "INTERVENTION_RECEIVED": str(int(received)) if misuse else "",
                "INTERVENTION_OFFERED": "1" if misuse and not received else "",
            }
        ]

    def _score(self) -> tuple[str, str]:
        """A score of 4 to 16 year olds, or why there is none; neither outside that age."""
        dice, born = self._dice, self._cared.born
        if birthday(born, 4) > self._last or birthday(born, 17) <= self._first:
            return "", ""
        if dice.chance(rates.SCORED):
            return str(min(dice.draw(rates.SCORE) + dice.between(-3, 3), 40)), ""
        return "", dice.draw(rates.NO_SCORE)

    def _leaver(self) -> Row | None:
        """One who left care at 16 or older before the year, and is 17 to 21 at its end."""
        if self._stays or not self._cared.stays:
            return None
        final, age = self._cared.stays[-1], self._age(self._last)
        old_enough = final.ended >= birthday(self._cared.born, 16)
        long_ago = age < 19 and final.ended < self._first - timedelta(days=365)
        another = final.episodes[-1].ended in {"E3", "E11", "E12"} or self._cared.alone
        if final.begun > self._last or not old_enough or not 17 <= age <= 21:
            return None
        return None if long_ago or another else self._leaving(age)

    def _leaving(self, age: int) -> Row:
        dice = self._dice
        touch, activity = dice.draw(rates.IN_TOUCH), dice.draw(rates.ACTIVITY)
        home = dice.draw(rates.ACCOMMODATION)
        if age < 18 and home.startswith("T"):
            home = "D1"
        if touch != "YES":
            activity = home = "0"
        return {"IN_TOUCH": touch, "ACTIV": activity, "ACCOM": home}

    def _adoption(self) -> list[Row]:
        for stay in self._stays:
            if stay.matched and stay.decided and self._first <= stay.ended <= self._last:
                carers = self._dice.pick((("2", "MF", "L11"), ("2", "MF", "L3"), ("1", "F1", "L0"),
                                          ("2", "FF", "L12"), ("2", "MM", "L12")))  # fmt: skip
                number, sex, status = carers
                return [
                    {
                        "DATE_INT": stay.decided.isoformat(),
                        "DATE_MATCH": stay.matched.isoformat(),
                        "FOSTER_CARE": "0",
                        "NB_ADOPTR": number,
                        "SEX_ADOPTR": sex,
                        "LS_ADOPTR": status,
                    }
                ]
        return []

    def _decision(self) -> list[Row]:
        return [
            {"DATE_PLACED": stay.decided.isoformat()}
            for stay in self._stays
            if stay.decided and stay.decided <= self._last
        ]

    def _permanence(self) -> list[Row]:
        begun = any(self._first <= stay.begun <= self._last for stay in self._stays)
        if not begun:
            return []
        before = self._dice.chance(0.06)
        return [{"PREV_PERM": self._dice.pick(("P1", "P2", "P3")) if before else "Z1"}]

    def _alone(self) -> list[Row]:
        if not self._cared.alone:
            return []
        grown = birthday(self._cared.born, 18)
        return [{"SEX": self._header()["SEX"], "DUC": grown.isoformat()}]

    def _workers(self) -> list[Row]:
        if self._year < FIRST_WITH_WORKERS or not self._stays:
            return []
        return [
            {
                "SW_ID": one.number,
                "SW_DECOM": one.start.isoformat(),
                "SW_DEC": self._known(one.end),
                "SW_REASON": one.reason,
            }
            for one in self._cared.workers
            if one.start <= self._last and (one.end is None or one.end >= self._first)
        ]
