import zoneinfo


class ZONEINFO:
    utc = zoneinfo.ZoneInfo("UTC")
