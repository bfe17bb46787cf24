"""What happens to children in care and at school, as it is said right after or before whoever it happens to."""

import re

from bot.conversation.safeguarding.ages import AUX, GAP

_I = re.IGNORECASE

# Work that is about placements or carers rather than somebody's own.
NOT_WORK = (
    r"(?! (?:teams?|recruit\w*|handbook|strateg\w+|offer|officers?|training|forum|surveys?|campaign|fees?|"
    r"polic\w+|panel|board|project|sufficiency"
    r"|service|posts?|jobs?|roles?|lead|leads|manager|managers|report|audit|work ?stream|templates?|group|"
    r"commissioning|contract|budget"
    r"|stability|performance|figures|data|protocol|guidance|review paper|newsletter|event|hub|framework|"
    r"data|numbers|unit manager"
    r"|worker|workers|support worker|tracker|process|pathway|procedures?|programme|duty|desk|scheme|action)\b)"
)
KIN = (
    r"(?:mum|mam|mom|mother|dad|father|parents?|nan|nana|nanny|gran|granny|grandma|grandad|granddad|"
    r"grandfather|grandmother|grandparents?"
    r"|aunt|auntie|aunty|uncle|cousins?|brothers?|sisters?|siblings?|stepdad|stepmum|stepfather|"
    r"stepmother|step-?(?:mum|dad|father|mother)"
    r"|half[- ](?:brother|sister|siblings?)|guardians?|relatives?|family members?|birth (?:family|mum|"
    r"mother|dad|father|parents)"
    r"|mgm|mgf|pgm|pgf)"
)
_CARERS = (
    r"(?:foster(?:[ -](?:carers?|care|mum|mother|dad|father|home|family|families|parents?|placements?))?|"
    r"(?:kinship |connected |respite |new "
    r"|current |previous |former )?carers?|adopters|adoptive (?:family|parents)|kinship|connected "
    r"persons?|special guardians?)"
)
HOMES = (
    r"(?:residential(?: (?:care|home|unit|placement|school))?|children['’]?s['’]? home|care home|"
    r"secure(?: (?:unit|accommodation|home|care))?|semi[- ]?independent\w*"
    r"|semi[- ]?indie|supported (?:accommodation|lodgings|housing|living)|unregistered (?:placement|home|"
    r"provision)|respite|hostel|refuge|b&b|b ?and ?b"
    r"|hotel|out[- ]of[- ](?:area|borough|county|authority)|(?:\w+ ){0,3}placements?|mother (?:and|&) "
    r"baby(?: unit)?|staying put|tier 4|yoi|young offenders?)"
)
_CARE_PLACE = (
    rf"(?:{_CARERS}|{HOMES}|{KIN}|home from|(?:mr|mrs|ms|miss)\.? ?(?:and|&)? ?(?:mrs )?[A-Z]\w*)"
    rf"\b{NOT_WORK}"
)
_TO_PLACE = rf"(?:[\w'’&-]+ ){{0,6}}?{_CARE_PLACE}"
_SCHOOL_KIND = (
    r"(?:primary|secondary|junior|juniors|infant|infants|academy|high(?: school)?|school|college|nursery|"
    r"grammar|pru|pupil referral unit"
    r"|prep|sixth form|special school|alternative provision|first school|middle school|free school|c of e|ce)"
)
_SCHOOL_NAME = (
    rf"(?-i:(?:the |The )?(?<![\w])"
    rf"(?:(?:St|Saint|Our|Holy|[A-Z])[\w'’-]{{0,30}})(?: (?:of|the|and|&|St|[A-Z][\w'’-]{{0,30}}))"
    rf"{{0,4}}? ?)\b{_SCHOOL_KIND}\b"
)
_LOWER_SCHOOL = (
    rf"(?!(?:the )?virtual|(?:the )?children|our |each |every |all |any |both |local |their |his |her )"
    rf"(?!(?:at|in) )(?:the )?(?:[\w'’.-]{{1,25}} ){{1,3}}?{_SCHOOL_KIND}\b"
)
SCHOOL = (
    rf"(?!(?:the )?virtual|(?:the )?children|our |each |every |all |any |both |local |their |his |her )"
    rf"(?:{_SCHOOL_NAME}|(?:St|Saint)\.? [A-Z][\w'’]+|{_LOWER_SCHOOL})(?! (?:improvement|governors?|board|"
    rf"group|cluster|heads|forum|partnership|place planning|nurses?|nursing|team))"
)

PLACED = (
    rf"(?:placed|re-?placed|matched|accommodated|fostered|housed|settled)\s(?:back |together |for adoption|"
    rf"temporarily |separately |in an emergency )?"
    rf"(?:for adoption|(?:with|in|at|by|into|under|out of|to)\s{_TO_PLACE}|(?:\d+|many|some) miles away|"
    rf"out of (?:area|borough|county)|at home\b)"
)
MOVED = (
    r"(?:mov(?:ed|es|ing|e)|step(?:ped|ping|s)? (?:down|up)|return(?:ed|ing|s)?|went|going|goes|gone|"
    r"transferred|sent|taken|remain(?:s|ed|ing)?|rehoused|transition(?:ed|ing))\s"
    rf"(?:back |home |on |down |again |yesterday |straight |out ){{0,3}}(?:(?:in|to|into|from|with|at|"
    rf"through|out of|between)\s{_TO_PLACE}|home (?:from care|to (?:{KIN}))|into care\b|from care\b)"
)
LIVES = (
    rf"(?:liv(?:es|ed|ing|e)|stay(?:s|ed|ing)?(?: put)?|resid(?:es|ed|ing)|sofa[- ]surfing|sleeping)\s(?:back |at "
    rf"home |full[- ]time |now |again |alone )?"
    rf"(?:with|in|at|under)\s(?:(?:his|her|their|the|a|an|new|maternal|paternal|current|former|some)\s)"
    rf"{{0,3}}(?:{KIN}|{_CARERS}|{HOMES})\b{NOT_WORK}"
)
_IN_CARE = (
    r"(?:(?:taken |brought |came |come |coming |comes |went |going |back |received |placed |now |is |was |"
    r"been |remains |still )(?:back )?(?:in|into) (?:(?:local authority|foster|our|la|residential|the|"
    r"council) ){0,2}care\b(?! (?:proceedings|planning|leav\w+|plans?|team|sector|work))"
    r"|(?:a |became |is |was |now |been )?looked[- ]after(?= (?:child|on|since|under|in|by|by us|from)\b|[.,;]|$)"
    r"|subject (?:to|of) (?:a |an |the )?(?:full |interim |emergency )?(?:care order|ico|child protection|"
    r"cp|cin|s\.? ?\d+|section \d+|supervision order|dols|epo|placement order|police protection|child in "
    r"need|special guardianship)\b"
    r"|on (?:a |an |the )?(?:cp|cin|child protection|child in need|care order|supervision|interim care|"
    r"full care|placement|ico|sgo|deprivation)\b(?: order| plan)?(?! (?:panel|audit|team|board|training|"
    r"figures|data|report|tracker|stats))"
    r"|under (?:a |an )?(?:s\.? ?20|s20|section 20|s47|section 47|s\.? ?31|reg(?:ulation)? ?24|police "
    r"protection|epo|ico|cp)\b)"
)
_HARM = (
    r"(?:(?:go(?:ne|es|ing)?|went|reported|is) missing(?! from the (?:list|report|return|minutes|plan|"
    r"email|data|invite|distribution|tracker|spreadsheet|meeting|call))(?= (?:from|since|again|overnight|"
    r"over|for|on|last|yesterday|this|with|three|twice|four|and|\d)|[.,;!]|$)"
    r"|(?:been )?missing (?:for )?(?:\d+|two|three|four|five|several|a few) (?:days?|nights?|hours?|times)\b"
    r"|seen (?:at \w+ |alone |by \w+ )?with (?:bruis\w+|injur\w+|a black eye|marks|burns?)|homeless\b|sofa[- ]surfing"
    r"|refus(?:es|ed|ing) to (?:go to|attend|return|engage|come|leave)\b(?! (?:the |a )?(?:meeting|panel|"
    r"training|board|audit))"
    r"|(?:\w+ ){0,3}in placement\b(?! (?:stability|team|planning))"
    r"|missing (?:from (?:care|home|placement|school|education|(?:his|her|their) (?:placement|home|"
    r"carers?))|since|overnight|again)"
    r"|abscond(?:ed|s|ing)\b|ran away|run(?:ning|s)? away|self[- ]?harm(?:ed|ing|s)?\b|overdos(?:ed|ing)"
    r"\b|(?:was|been|being) (?:sexually |physically |emotionally )?(?:abused|assaulted|exploited|groomed|"
    r"trafficked|neglected|stabbed|bruised|harmed|hit|beaten|sectioned|raped)"
    r"|disclos(?:ed|es|ing) (?:(?:historic |historical )?(?:sexual |physical |emotional )?(?:abuse|harm|"
    r"neglect|assault|self[- ]harm|domestic)|being |to (?:his|her|their|a|the) (?:\w+ ){0,2}(?:teacher|"
    r"school|carers?|sw|social worker|mum|ta|dsl|nurse|tutor|worker|mentor|head|friend))"
    r"|(?:at risk of|vulnerable to|victim of) (?:cse|cce|exploitation|county lines|sexual|significant "
    r"harm|criminal|grooming|trafficking|fgm|forced)"
    r"|(?:was|is|been|has been|got) (?:un-?accompanied|pregnant|remanded|in (?:hospital|custody|a&e|police custody))\b"
    r"|(?:was |been |has been )?adopted (?:by|last|in \d{4}|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
    r"nov|dec)\w*)|(?:was|been|is being|being|to be) (?:adopted|fostered|removed (?:from|under|by)|"
    r"accommodated|taken into)|not (?:been )?seen (?:alone|since|for)"
    r"|removed from (?:home|(?:his|her|their) (?:mother|mum|parents?|dad|father|family|care|placement)|"
    r"(?:mum|mother|parents|dad|father))"
    r"|(?:made|makes|making) (?:an?|the|new|further|another) (?:\w+ )?(?:allegations?|disclosures?)\b"
    r"|in(?:to)? secure\b(?! (?:form|storage|portal|e-?mail|site|place|cabinet|system|folder|area|network|file|way))"
    r"|found (?:alone|unsupervised|wandering)\b"
    r"|scared (?:at|to go) home|(?:has|had|with) (?:bruis\w+|injur\w+|a black eye|burns?|marks on))"
)
_AT_SCHOOL = (
    rf"(?:(?!(?-i:in Education))(?:not |never )?(?:in|at|attending) "
    rf"(?:school|education|college|nursery)\b(?! (?:improvement|"
    rf"governors?|places?|teams?|settings?|and|data|week|plan\w*))|on a (?:part[- ]time|reduced|modified) "
    rf"timetable|(?:attend(?:s|ed|ing)|goes to|going to|went to|"
    rf"enrolled (?:at|in)|on roll at|start(?:s|ed|ing)"
    rf"?(?: at| in)?|(?:a )?(?:pupil|student) (?:at|of|in)|at school (?:at|in)|refus(?:es|ed|ing)(?: to "
    rf"(?:go to|attend))?|mov(?:ed|ing) (?:school )?to|"
    rf"expelled from|suspended from|absent from|missing from)\s{SCHOOL}"
    rf"|(?:permanently |temporarily |fixed[- ]term )?exclu(?:ded|sion)(?: again| permanently| twice| three "
    rf"times)?(?: from (?:school|{SCHOOL})| for \d|(?=[.,;!]|$| last| on | after| and| in (?:year|y\d|sept|"
    rf"jan)))"
    r"|(?:perm(?:anently)?[- ]?ex(?:cluded|ed|'d)?\b)|(?:out of|not in|missing|without|refus(?:ing|es)|"
    r"back (?:in|at)) (?:a )?(?:school(?! of| place planning|s| census| data| improvement)|education\b)"
    r"|has (?:no|an?) (?:ehcp?|school place|pep|sw|social worker|allocated)\b)"
)
_WAITS = (
    r"(?:(?:wait(?:s|ing)|need(?:s|ing)?|without|has|looking|gets?|got|offered|lost|refused|awaiting|"
    r"awaits|given|found) (?:for |on )?(?:a |an |his |her |no |new |"
    r"somewhere |any )?(?:(?:foster |school |suitable |new |long[- ]term |adoptive |kinship |"
    r"residential |secure |specialist )*(?:placement|bed|school "
    r"place|carers|adopters|place to live|ehcp|foster home))\b)"
)

STEP_AFTER = re.compile(rf"{GAP}{AUX}(?:{PLACED}|{MOVED}|{LIVES}|{_IN_CARE}|{_HARM}|{_WAITS}){NOT_WORK}", _I)
SCHOOL_AFTER = re.compile(rf"{GAP}{AUX}{_AT_SCHOOL}", _I)
AT_SCHOOL_AFTER = re.compile(rf"(?:{GAP}{AUX}(?:at|from|of|in)\s|\s?[,(–—:-]\s?){SCHOOL}", _I)
PRONOUN_STEP = re.compile(
    rf"[^\n]{{0,90}}?\b(?:he|she|they)(?:['’](?:d|s|re|ve))? {AUX}(?:{PLACED}|{MOVED}|{LIVES}|"
    rf"{_IN_CARE}|{_HARM}|{_AT_SCHOOL})",
    _I,
)
AND_KIN_AFTER = re.compile(
    rf",? (?:and|&|with|plus) (?:his|her|their|my client's|older|younger|little|baby) (?:\w+ )?{KIN}\b", _I
)
KIN_OWN_AFTER = re.compile(
    rf"(?:['’]s?|s['’]?)\s(?:(?:birth|maternal|paternal|biological|adoptive|foster|kinship|step|half|twin|great|older"
    rf"|younger|elder|eldest|youngest|little|big|baby|new|former|own|other|two|three)[ -]){{0,3}}"
    rf"(?:{KIN}|carers?)(?![\w-])(?! (?:and|&) (?:baby|toddler)\b){NOT_WORK}",
    _I,
)
WITH_KIN_AFTER = re.compile(rf"{GAP}{AUX}with (?:his|her|their|maternal|paternal) (?:\w+ )?{KIN}\b", _I)

_CHILD = (
    r"(?:child|boy|girl|baby|toddler|infant|pupil|young person|young (?:man|woman)|care leaver|teenager|"
    r"minor|yp|foster child|newborn)"
)
IS_CHILD_AFTER = re.compile(
    rf"\s?[,(–-]\s?(?:(?:pupil|student|child|boy|girl|siblings?|twins) (?:at|in|from|of)\b|(?:care leaver|"
    rf"looked[- ]after child|young person|child in care)(?=\s?[,.;)–-]|$))"
    rf"|\s?\((?:siblings|twins|brothers|sisters|half[- ]siblings|sibling group)\)"
    rf"|{GAP}{AUX}(?:a|an|the|our|one of our|another)\s(?:(?:young|looked[- ]after|disabled|\d+[- ]year[- "
    rf"]old|unaccompanied|missing|vulnerable|teenage|adopted|fostered|non-verbal|autistic|primary|"
    rf"secondary)\s){{0,2}}"
    rf"{_CHILD}(?=[.,;:)!?]|$|\n| (?:in|at|from|who|with|on|of|and|that|known|we|was|is|has|placed|living|"
    rf"aged|under|whose|subject)\b)(?! (?:in|at) (?:heart|mind))",
    _I,
)

# Possessions that only a child in care or at school has; the second group only counts where the message is about care.
_OWN = (
    rf"(?:(?:new|current|latest|last|old|next|previous|former|own|recent|third|second|long[- ]term|"
    rf"emergency|first|respite|kinship|short[- ]break)\s){{0,2}}"
    rf"(?:(?:foster |residential |school |secure |kinship |adoptive |respite )?placements?|foster[ "
    rf"-](?:carers?|home|family|mum|mother|dad|father|parents?)|carers?(?! leave)|adopters|adoption|care "
    rf"(?:order|plan|proceedings)|ehcp?s?|pep|lac review"
    rf"|cla review|cp plan|cin plan|child protection (?:plan|conference)|s47|section 47|school place|"
    rf"pathway plan|life story(?: work| book)?|birth (?:family|mum|mother|dad|father|parents)|missing "
    rf"episodes?|return (?:home )?interview|rhi|exclusions?|bruis\w+|injur\w+|disclosures?"
    rf"|contact with (?:{KIN})|initial health assessment|iha|rha|placement order|sgo|statement of sen|"
    rf"class teacher|age assessment|tuition|immunisations|dental check)"
)
OWN_AFTER = re.compile(rf"(?:['’]s?|s['’]?)\s{_OWN}\b{NOT_WORK}", _I)
OWN_PLAIN = re.compile(
    r" (?:(?:foster |residential |school )?placement|foster (?:carers?|placement)|ehcp|pep|carers|rhi|"
    r"s47|care order)\s(?:broke|break|breaking|ended|ends|ending|is|was|has|have|had|at|with|in|still|not|"
    r"due|late|overdue|gave|giving|stable|needs|outstanding|agreed|found|fell)\b",
    _I,
)
BESIDE_AFTER = re.compile(
    rf"\s?[:,–—-]{{1,2}}\s?(?:(?:\w+ )?(?:foster |residential |school )?placements?|foster care(?:rs?)?|"
    rf"carers|residential|school place|kinship|adopters)\b{NOT_WORK}",
    _I,
)
OWN_WEAK_AFTER = re.compile(
    rf"(?:['’]s?|s['’])\s(?:\w+ )?(?:{KIN}|school|social worker|sw|iro|headteacher|worker|case|file|"
    rf"records?|chronology|address|attendance)\b{NOT_WORK}",
    _I,
)

_ABOUT = (
    r"(?:(?:(?:foster|school|residential|new|suitable|emergency|adoptive|long[- ]term|permanent|kinship|"
    r"secure|nursery)\s){0,2}(?:placements?|adopters|carers|place|family|bed)(?! (?:team|officer)) "
    r"(?:(?:has|have|been|was|is|yet|found|identified|search|sought|agreed|secured|needed|available) ){0,3}(?:for|of)"
    r"|(?:ehcp?|pep|care (?:order|plan|proceedings)|placement order|interim care order|ico|sgo|special "
    r"guardianship(?: order)?|supervision order|cp plan|cin plan|child protection (?:plan|conference|"
    r"medical)|icpc|rcpc|lac review|cla review|looked after (?:child )?review"
    r"|strategy (?:meeting|discussion)|strat(?:egy)? (?:mtg|disc\w*)|s47|section 47|sec 47|return (?:home "
    r")?interview|rhi|missing (?:episode|interview)|adoption (?:order|plan|match)?|life story (?:work|"
    r"book)?|pathway plan|permanent exclusion|exclusion|initial health assessment|iha|rha|age assessment"
    r"|mash referral|safeguarding (?:referral|concern)|referral|nai|statement of sen|section 20|s20|"
    r"dols(?: order| application)?|school place|disclosure|return home|match|matching(?: meeting| panel)?|"
    r"permanence panel|respite|placement plan|placing authority|stability meeting|disruption meeting|care team "
    r"meeting|no school) "
    r"(?:(?!and\b|by\b)\w+ ){0,3}?(?:for|of|re|re:|"
    r"regarding|about|on|concerning|with|by|in respect of))"
)
ABOUT_BEFORE = re.compile(
    rf"\bplacement\s?[:=]\s?$|\b{_ABOUT}\s(?:child |baby |young person |yp |pupil |a |the |little )"
    rf"?[\"“‘]?$",
    _I,
)
DISCLOSED_BEFORE = re.compile(r"\b(?:disclosures?|allegations?) (?:made )?by\s$", _I)
MOVED_BEFORE = re.compile(
    r"\b(?:mov(?:e|ed|ing)|plac(?:e|ed|ing)|transferr?(?:ed|ing)?|return(?:ed|ing)?|tak(?:e|en|ing)|took|"
    r"sent|send|got|get|keep|kept|find|match(?:ed)?|remov(?:e|ed|ing)|rescu\w+|bring|brought)\s(?:back |"
    r"baby |little |young )?$",
    _I,
)
TO_PLACE_AFTER = re.compile(
    rf"\s(?:back |over |away |temporarily |today |yesterday )?"
    rf"(?:from home\b|closer to|nearer|(?:to|into|with|in|from|out of|at)\s{_TO_PLACE})",
    _I,
)
EXCLUDED_BEFORE = re.compile(
    r"\b(?:excluded|expelled|suspended|off-?rolled|perm[- ]?ex(?:ed|cluded)?)\s(?:child |baby |little |pupil )?$", _I
)
STEP_BEFORE = re.compile(
    r"\b(?:placed|fostered|adopted|adopting|removed|accommodated|rehomed|matched|safeguarded|hit|slapped|"
    r"assaulted|hurt|harmed|abused|groomed|stabbed|raped|trafficked)\s(?:child |"
    r"baby |little )?$|\b(?:care for|caring for|look(?:ing|s)? after|parent(?:s|ing)? of|carers? (?:for|"
    r"of))\s(?:child |baby |little )?$",
    _I,
)

PLACED_SOMEWHERE = re.compile(rf"{GAP}{AUX}placed (?:in|at|with|near) (?-i:[A-Z])", _I)
# Of these no officer is said to have any, whatever their initials.
SURELY_A_CHILDS = re.compile(
    r"\bfoster (?:carers?|mum|mother|dad|home|family|parents)\b|\bcarers\b|\badopt|\bkinship\b|\bmissing "
    r"from\b|\binto care\b|\bin care\b",
    _I,
)
# One child's life, told in the same sentence as their initials or name.
CHILDS_LIFE = re.compile(
    rf"(?:(?:foster|residential|school|emergency|unregulated|unregistered|current|new|her|his|their|no|the|"
    rf"a|this|kinship|"
    rf"secure|respite) ){{1,3}}placement\b{NOT_WORK}"
    rf"|\b(?:unregulated|unregistered) (?:placement|provision)|\bfoster (?:home|carer|family|mum|mother|"
    rf"dad)\b{NOT_WORK}"
    rf"|\b(?:current|new|her|his|their|no|former|previous|temporary) (?:foster )?carers?\b{NOT_WORK}"
    rf"|\bresidential (?:care|home|unit|school)\b{NOT_WORK}|\b(?:a|the|her|his) children['’]?s home\b"
    rf"|\bback in (?:residential|foster care|secure|care)\b{NOT_WORK}|\bin secure\b|\bsecure unit\b|"
    rf"\bsemi[- ]?independent\b|\bsupported lodgings\b{NOT_WORK}"
    rf"|\b(?:no|a|her|his|the) school place\b(?! planning)|\b(?:no|her|his) (?:ehcp|pep)\b"
    rf"|\b(?:being|been|getting) (?:bullied|excluded|moved|missing)\b|\bpart[- ]time timetable\b|\bout of school\b"
    rf"|\b(?:he|she)(?:['’]s)? (?:is|was|has|had|wants|says|will|can['’]t|won['’]t|been|not|keeps|ran|lives)\b"
    rf"|\b(?:his|her) (?:{KIN}|school|social worker|teacher|home|family)\b{NOT_WORK}"
    rf"|\b(?:to be|being) moved\b|\bgave notice\b|\bnotice given\b|\bgiven notice\b|\bwas arrested\b|"
    rf"\bbruis(?:es|ing)\b{NOT_WORK}",
    _I,
)
SCHOOL_BY_NAME = re.compile(rf"\b(?:{_SCHOOL_NAME}|(?:St|Saint)\.? (?-i:[A-Z])[\w'’]{{1,25}})", _I)


LETTERED_CARE = re.compile(
    rf"\b(?:placement|placed|foster\w*|carers|kinship|residential|adopt(?:ed|ers|ion)|excluded|care order|"
    rf"reception class)\b|{_SCHOOL_NAME}",
    _I,
)

CARE_WORD = re.compile(
    r"\b(?:foster\w*|carers?|placement|placed|adopt\w+|care order|in care|into care|social worker|sw|"
    r"looked[- ]after|lac|cla|cp plan|child protection|section (?:20|47)|s47|s20|excluded|exclusion|"
    r"disclos\w+|bruis\w+|missing (?:from|episode|again)|contact with|siblings?|mum|mother|dad|father|nan|"
    r"gran"
    r"|child|baby|boy|girl|young person|pupil|ehcp|pep|camhs|abuse|neglect|kinship|residential|care "
    r"leaver|chronology|school(?! nurs)|serial missing|went missing|removed|refus(?:es|ed|ing) to|engage|"
    r"he|she|his|her|him|hers|teenager|refus\w+|allocated|unplaced|arrested|personal advis[eo]r|pa|hospital|"
    r"homeless|uasc|timetable|asylum|police|custody|sleeping|tonight|iro|hearing|legal|unborn|"
    r"assessment|needs?|seen|pathway plan|nursery|sibs?|"
    r"kids?|family|safe and well|turned|dob|lives|living|youngest|eldest|oldest|unsettled|statement|"
    r"settled)\b",
    _I,
)
CARE_BESIDES = re.compile(
    r"\b(?:he['’]?s (?:not )?been|she['’]?s (?:not )?been|hasn['’]t been|not been (?:in|seen)|timetable|"
    r"missing|exclusion|placement|carers?|foster\w*|bruis\w+|court|contact|excluded|disclos\w+|cp|child "
    r"protection|in care|kinship"
    r"|sgo|neglect|assessment)\b",
    _I,
)

# What shows that a message speaks of care, or of a pupil, besides what stands beside the name.
PUPIL = re.compile(
    r"exclu|bruis|disclos|\bmissing\b|\bmum\b|\bmother\b|\bdad\b|placement|carers|attend(?:s|ing)\b|bull(?:y|ied)|timetable|\breception\b",
    _I,
)
