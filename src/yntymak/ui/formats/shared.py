"""What the three languages share: numbers, and every way in which a date is typed here."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
TIME_FORMAT = "H:i"

#: The first is the one in which a value is shown again.
DATE_INPUT_FORMATS = [
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d,%m,%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d %m %Y",
    "%d%m%Y",
    "%Y-%m-%d",
]
DATETIME_INPUT_FORMATS = [
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
