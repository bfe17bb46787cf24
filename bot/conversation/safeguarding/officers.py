"""How officers are spoken of: their titles, their posts, what they do, and how their work is counted."""

import re

_I = re.IGNORECASE

_ROLE = (
    r"(?:foster carer|carer|adopter|head|director|manager|lead|leads|chair|officer|nurse|iro|lado|dsl|"
    r"senco|headteacher|head "
    r"?teacher|teacher|governor|consultant|psychologist|therapist|solicitor|barrister|advis[eo]r|"
    r"commissioner|coordinator|co-ordinator|social worker|sw|practitioner|inspector|sergeant|analyst|"
    r"doctor|gp|deputy"
    r"|assistant|principal|senior|service|strategic|interim|business|participation|councillor|minister|"
    r"trainer|auditor|designated|specialist|health visitor|worker|chief|team|student|trainee|psychiatrist|"
    r"paediatrician|administrator|midwife|trustee)"
)
OFFICER_BEFORE = re.compile(
    r"\b(?:(?:foster |kinship )?carers?|cllr|councillor|dr|doctor|prof|professor|judge|hhj|dj|di|dci|ds|"
    r"dc|pc|ps|sgt|sergeant|insp|"
    r"inspector|supt|superintendent|sir|dame|lord|lady|baroness|rev|reverend|nurse|consultant|director|"
    r"dcs|ceo|lead|manager|officer|head|headteacher|teacher|governor|iro|ado|lado|solicitor|barrister|"
    r"advocate"
    r"|social worker|sw|worker|practitioner|psychologist|commissioner|chair|adviser|advisor|colleague|"
    r"thanks|cheers|cc|attn|hi|hello|dear|minister|mp|coordinator|support|ask|asked|by|(?:head|director|"
    r"lead|manager|chair) (?:of|for) (?:[\w'’&]+ ){0,3}[\w'’&]+)[.:,]?\s(?:mr |mrs |ms |miss )?$",
    _I,
)

OFFICER_AFTER = re.compile(
    rf"\s?[,(–—-]\s?(?:(?:who (?:is|was)|is|our|the|a|an|now|new|acting)\s){{0,3}}(?:[\w'’&-]+\s)"
    rf"{{0,3}}?{_ROLE}\b|\s(?:is|was) (?:the|our|a|an) (?:[\w'’&-]+\s){{0,3}}?{_ROLE}\b",
    _I,
)

OFFICER_DOES = re.compile(
    r"\s(?:will|to|can|could|would|should|is|was|has|have|had)?\s?(?:also |now |just |already |not )"
    r"?(?:sent|send|sends|chas\w+|lead\w*|chair\w*|confirm\w*|agreed?|agrees|says|said|report\w*|email\w*|"
    r"present\w*|visit\w*|review\w*|audit\w*|sign\w*|approv\w+|draft\w*|updat\w+|finish\w*|"
    r"complet\w+|cover\w*|organis\w+|deliver\w*|run|runs|running|ran|train\w*|join\w*|host\w*|offered|"
    r"asks?|asked|hosting|writing|wrote|tak(?:e|es|ing) over|pick\w* up|working on)\b",
    _I,
)

WORK_COUNT = re.compile(
    r"\b(?:wards|hubs?|localit(?:y|ies)|milestones?|overdue|items?|actions?|audits?|caseloads?|cases|"
    r"leads?|tasks?|votes?|each|"
    r"attendees?|days|updates|outstanding|left)\b",
    _I,
)

STUDENT = re.compile(r"\b(?:student|trainee|asye|apprentice)\b", _I)

# Whom one works with, rather than whom one works for.
WORKED_WITH = re.compile(
    r"\b(?:with|by|from|to|via|cc|ask|asked|tell|told|thanks|thank|per|contact|ring|call|email|and|&|invite|including)"
    r"[,:]?\s$",
    _I,
)
OFFICER_WORK = re.compile(
    r"\b(?:met|meet(?:s|ing)?|attended|observ\w+|train\w*|visit\w*|chair\w*|lead(?:s|ing)?|audit\w*|present\w*|cover\w*"
    r"|chas\w+|confirm\w*|agreed|reviewed|signed|emailed|sent|joins?|works?|working|support\w*|help\w*|deliver\w*"
    r"|report(?:s|ed|ing)?|handed|takes? over|panel|governors?|data|figures|minutes|agenda|thanks|budget|contract)\b",
    _I,
)
