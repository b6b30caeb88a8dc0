from icalendar.timezone import ZONEINFO
