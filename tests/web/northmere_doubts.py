"""The council's plan as a document that leaves things open: a colour, two dates without a year, a missing lead."""

from dataclasses import replace

from northmere_chat import PLAN

from plans.reading import Query

NO_YEAR = "no year is written; taken as 2026, counted from May 2026"
ROW = (("Milestone", "1.1 Foster carer <b>handbook</b>"), ("Lead", "Joel Abara"), ("Due", "8-Jun"))
AMBER = Query(None, "status_key", "amber", "the document does not say", taken_as="at risk", refs=("2.3",))
FIRST = Query("1.1", "due", "8-Jun", NO_YEAR, "page 4, row 7", ROW, "8 June 2026")
SECOND = Query("1.2", "due", "26-Jun", NO_YEAR, "page 4, row 8", (("Due", "26-Jun"),), "26 June 2026")
NOBODY = Query("1.3", "leads", "", "nobody is named", "page 4, row 9")
DOUBTFUL = replace(PLAN, queries=(AMBER, FIRST, SECOND, NOBODY))
