"""What people say for each status. Data only: see `phrases` for the notation.

`Claim` says how a phrase is to be taken: some are plain statements, some only count where nothing plainer is
said, and some name a part of the work unless it is the milestone itself that they are said of.
"""

from enum import StrEnum

from plans.words import Status


class Claim(StrEnum):
    PLAIN = "plain"
    WEAK = "weak"
    FINISHED = "finished"
    TITLED = "titled"
    """Finished only where the milestone's own words are its subject: "tracker is live"."""
    NOTHING = "nothing"
    """Words that look like a status and are none."""


_TRACKS = "(track|schedule|course|target|time|programme|program|profile)"
_GOING = (
    "(going|running|progressing|moving|proceeding|working|coming|ticking|getting|chugging|rolling|trundling|motoring)"
)
_TROUBLES = (
    "(problems|problem|issues|issue|concerns|concern|worries|worry|blockers|blocker|blocks|dramas"
    "|drama|hitches|snags|delays|delay|slippage|risks|obstacles|barriers|complaints|surprises"
    "|hiccups|trouble|troubles)"
)
_HELP = (
    "(help|support|a hand|assistance|a steer|intervention|escalation|unblocking|backing|input from"
    " leadership|senior input)"
)
_DATE_OR = "(date|deadline|target|timescale|timescales|deadlines|dates|due date|¤)"

_ON_TRACK = (
    f"on {_TRACKS}", "ahead of (where|what)", "turned [a|the] corner", "(red|amber) to green", "on plan",
    "(not|isn't) a problem",
    "not a worry", "back on (track|course|schedule)",
    "still on for", "on for ¤", "on to hit",
    f"{_GOING} .. to (plan|schedule|time|timetable)", f"{_GOING} .. (as|like) (planned|expected|hoped|it should)",
    (
        f"{_GOING} [along|on|ahead|over|really|very|pretty] (well|nicely|fine|ok|okay|smoothly|great|good"
        "|alright|swimmingly|brilliantly|happily|steadily|according to plan)"
    ),
    f"{_GOING} along",
    "according to plan", "as planned", "to plan", "to schedule",
    (
        "(all|everything|everything's|all's) [is|going|looking|still|looks] (good|fine|ok|okay|well"
        "|under control|in hand|in order|rosy|hunky dory|sweet)"
    ),
    "it's all [going|looking] (good|fine|ok|well)",
    f"no [major|big|real|significant|particular|current|new|other|outstanding|more|further] {_TROUBLES}",
    f"without [any] {_TROUBLES}", f"free of {_TROUBLES}", "not [got] any (problems|issues|concerns|worries)",
    "(nothing|none) to (worry about|flag|escalate|raise|be concerned about|fret about)",
    "(nothing|none) of concern",
    "ticking (along|over)", "chugging along", "plain sailing", "smooth sailing",
    "[well] ahead of (schedule|plan|time|target|programme)", "in [a] good (shape|place|order|nick)",
    "looking (good|healthy|positive|fine|great)", "green", "🟢", "rag g",
    "happy with (progress|it|this|where it is|how)",
    (
        "(will|should|can|going to|gonna|expect to|confident we'll|we'll|i'll|it'll|is going to|are"
        " going to|likely to) [still|comfortably|easily|definitely|all] (hit|meet|make|achieve|keep to)"
        f" [it|the|our|its|that|this|your|my] [original|agreed|end|due|finish|¤] {_DATE_OR}"
    ),
    (
        "(will|should|can|we'll|i'll|it'll) [still|comfortably|easily] (meet|hit|make) (our|the|its|my) .. (date"
        "|deadline|target)"
    ),
    f"(hitting|meeting|making|keeping to) the [agreed|original|due] {_DATE_OR}",
    "(will|should|we'll|it'll|i'll) [easily|comfortably|still] (make|manage|meet|hit) it",
    "(moving|rolling|flowing|running|working) again", "unblocked", "unstuck", "freed up",
    "(progress|progressing|progressed) (well|nicely|as planned)", "good progress", "great progress",
    "excellent progress", "making [good|great|steady] progress", "steady progress", "getting there nicely",
    "where (it|we) should be", "where (we|it|i) said (we'd|it'd|it would|we would|i'd|i would) be",
    "where (we|it) (need|needs|want|wants) to be", "bang on",
    "up to (date|speed)", "doing (well|fine|ok|great|nicely)", "flying", "cracking on", "cracking along",
    "so far so good", "never been better", "couldn't be better", "nothing has slipped", "nothing's slipped",
    "holding to (plan|the date|schedule)",
    "resolved now", "back under control", "we're good", "going ahead as planned", "comfortable with the date",
    "in line with (plan|the plan|schedule|the timetable|expectations)", "within timescale", "within timescales",
    "in control", "tickety boo", "hunky dory", "shipshape", "all systems go", "peachy", "spot on", "no bother",
    "(it's|still|all|everything's|that's|this is|is|are|that is) fine", "fine so far", "sailing along", "humming along",
    "(tracking|staying|remains|remain|sitting at|back to|turned|gone) green", "no reason to worry",
    "nothing (standing|getting) in the way", "nothing holding (us|it|this) up",
    "nothing (stopping|preventing|blocking|delaying) (us|it|this|me|them)", "caught up",
)  # fmt: skip

_ON_TRACK_WEAK = (
    "fine", "ok", "okay", "good", "steady", "well", "in hand", "under control", "confident", "fixable",
    "not [too|overly|unduly|particularly|that|very|really|especially] (concerned|worried|bothered|fussed)",
    "manageable", "not critical", "nothing serious", "recoverable", "all good here", "going", "grand",
)  # fmt: skip

_AT_RISK = (
    "at [some|slight|significant|serious|real] risk",
    "(slightly|marginally|somewhat|bit|little|tad|touch) off (track|course|target|schedule|plan|pace)",
    "slipping", "slipped", "slippage", "slip", "slips",
    "sliding", "slid", "(running|run|bit|little|weeks|week|days|day|months|month|slightly|way|tad) (late|behind)",
    "behind [schedule|plan|time|programme|target|where]", "late", "lateness",
    "delayed", "delay", "delays", "drift", "drifting", "drifted", "amber", "orange", "🟠", "rag a", "touch and go",
    "tight", "wobbly", "wobbling", "a wobble", "overrunning", "overrun", "over running", "over-running",
    "(will|going to|gonna|likely to|bound to|we'll|it'll|i'll|probably) [probably|likely|definitely|now] miss",
    f"(miss|missing|missed) [the|our|its|this|that|my] [end of|original|agreed|due] {_DATE_OR}",
    (
        "(won't|can't|cannot|not going to|unlikely to|may not|might not|will not|doubt we'll|doubt it'll"
        "|don't think we'll|don't think it'll|isn't going to|aren't going to|never going to|not gonna"
        "|struggling to|not likely to|going to struggle to) [now|all|quite|be able to] (make|hit|meet|deliver|manage"
        ") (it|the date|the deadline|that date|that|this|our date|our deadline|its date|its deadline|by"
        "|the original date|the agreed date|the due date|the target|¤|the ¤) [date|deadline|target|¤]"
    ),
    (
        "(won't|can't|cannot|not going to|unlikely to|may not|might not|will not|doubt we'll|doubt it'll"
        "|don't think we'll|don't think it'll|isn't going to|aren't going to|never going to|not gonna"
        "|struggling to|not likely to|going to struggle to) [now|all|quite|be able to] (be"
        " ready|be done|be finished|be complete|be completed|finish|get there|complete|land)"
        " [it|the|our|its|that|this|by] [original|agreed|due] [date|deadline|target|¤]"
    ),
    "not [quite|entirely|fully|completely|really] on (track|schedule|course|target|time)",
    "(going|gone|slid|sliding) (backwards|downhill|backward)", "(getting|got|gotten) worse", "deteriorating",
    "worsened",
    "(isn't|not|aren't|won't) [going to|now going to] happen", "(isn't|not) happening", "wobble",
    "(red|green) to amber",
    "losing ground",
    "taking [a bit|a little|much|far|a lot] longer", "longer than (expected|planned|hoped|thought|we thought)",
    "slower than (expected|planned|hoped|we'd like|i'd like)", "need [a bit|a little|some] more time",
    "needs [a bit|a little|some] more time", "held up", "hold up", "hold-up",
    "(hit|had|hitting) [a|some|another] (snag|snags|hiccup|bump|setback|glitch)", "set back", "setback",
    "some concerns", "worried", "concerned", "worrying", "wobbled", "struggling", "overdue", "going slowly",
    "slow going", "slow progress", "slowly", "slow", "slower",
    "lagging", "lagging behind", "playing catch up",
    "catching up",
    "in danger of", "jeopardy", "fallen behind", "fell behind", "falling behind",
    "past [its|the|our] (deadline|due date|date)",
    "running over", "run over [by|a|slightly|the]", "runs over",
    "(can't|don't) see (it|this|us|that) (being|getting|making|happening|finishing)",
    "not where (we|it) should be", "not going to plan", "isn't going to plan",
    "not going as planned", "off [the] pace", "rescheduled", "slowed", "slowing", "slowed down", "cutting it fine",
    "a stretch", "dicey", "risky", "shaky", "not confident", "not looking good", "a squeeze", "on a knife edge",
    "not ideal but", "a push", "(won't|can't) be (done|finished|complete|completed|ready|met) (by|in|on)",
)  # fmt: skip

_AT_RISK_WEAK = (
    "some risk", "a few issues", "some issues", "issues with", "hiccup", "teething problems", "a snag",
    "not great",
)  # fmt: skip

_OFF_TRACK = (
    "blocked", "stuck", "stalled", "stalling", "off track", "off course", "off the rails", "gone off", "red", "🔴",
    "rag r", "not [been] achieved", "not been met", "deadlocked", "deadlock",
    (
        "(need|needs|needing|want|wants|require|requires|requiring|could do with|could use|asking for"
        "|would welcome|welcome|request|requesting|would like|want) [some|your|more|a bit of|senior"
        f"|leadership|urgent|corporate|extra|additional|further|your urgent] {_HELP}"
    ),
    (
        "(need|needs|needing|want|wants|require|requires) [the|your|our|a] (ad's|director's|dcs's|head's|chief's|exec's"
        "|leadership's|board's|member's|hr's|legal's|corporate's|management's|manager's|cabinet's|someone's|somebody's)"
        f" [urgent] {_HELP}"
    ),
    (
        "(need|needs|needing|want) (someone|somebody|anyone) .. to (step in|intervene|sort|unblock|shift|push"
        "|lean on|escalate)"
    ),
    (
        "(need|needs|needing|want|could do with) [the|our|a] (someone|somebody|you|ad|director|dcs|chief exec|chief"
        "|leadership|management|senior management|assistant director|head of service|lead member|board|hr|legal)"
        " to (step in|intervene|unblock|escalate|lean on|push|chase|have a word|get involved|sort|take it up"
        "|take this up|take it further|raise it|raise this|speak to|talk to|ring)"
    ),
    "need .. .. help",
    (
        "(can|could|would|please) (you|someone|somebody|anyone|the director|the ad|we) [please|maybe|possibly]"
        " (lean on|step in|intervene|escalate|unblock|have a word|push them|chase them|chivvy|help|give them a"
        " nudge|sort this|sort it|get involved|raise this|raise it|help with|help us with|twist)"
    ),
    "before [we|anything|anyone|it] [else] can (happen|move|proceed|progress|start|go any further|be done)",
    "(nothing|nothing else|no more|no further progress) can (happen|move|be done|proceed) (until|without|unless)",
    f"{_HELP} [is|still|now|urgently|definitely] (needed|required|wanted)", "support still (needed|required)",
    "help please", "please help", "(needs|need) (escalating|unblocking|sorting out|escalation|intervention)",
    "escalate", "escalating", "escalated",
    "(at|to|in|reached) [a|an|complete|total] (standstill|halt|impasse|deadlock|limbo|dead end|stalemate)",
    "impasse", "stalemate", "standstill",
    "of track", "dead in the water", "going nowhere", "not moving", "nothing moving", "isn't moving", "getting nowhere",
    "gone nowhere", "nowhere with",
    (
        "(can't|cannot|unable to|not able to|couldn't|can not) [really|currently|now] (progress|proceed"
        "|move|go|get|do|take) [it|this|things|with|any|much|anything|anywhere] [any|anything|anywhere"
        "|much] [more|further|forward|forwards|anywhere|on|until|without|past|with]"
    ),
    "(amber|green) to red", "(not|isn't|won't) (happening|happen|moving|move) without",
    "nothing [more|else] [that] (i|we) can do", "no way forward", "in [big|real|serious|deep] trouble",
    "failed", "failing",
    "on hold", "paused", "on ice", "brick wall", "hit a wall", "log jam", "logjam", "gridlock", "gridlocked",
    "jammed", "derailed", "fallen apart", "collapsed", "in limbo", "frozen", "suspended", "put on hold", "parked",
    "hamstrung", "at a loss", "out of my hands", "beyond my control", "critical", "ground to a halt",
    "grinding to a halt", "show stopper", "showstopper", "nobody will (own|take|pick)",
    "no one will (own|take|pick)", "won't happen without", "hit the buffers", "tried everything", "refused to",
    "refusing to", "can't move", "can't proceed", "can't go any further", "badly off", "way off", "gone wrong",
    "a mess",
)  # fmt: skip

_NOT_STARTED = (
    (
        "(not|isn't|aren't) [yet|even|actually|been|really|quite|properly|formally] (started|begun"
        "|commenced|kicked off"
        "|under way|underway|got going|picked up|looked at|touched|got off the ground|got under way|got"
        " started|kicked it off|started on)"
    ),
    "not started yet",
    (
        "(haven't|hasn't|have not|has not|not|didn't|hadn't|never) [even|really|actually|yet|been|had"
        " chance to|had time to|had a chance to|managed to|been able to] (started|start|begun|begin"
        "|commenced|kicked|looked at|look at|touched|touch|got round|got around|get round|get to|got to"
        "|made a start|make a start|got going|got started|got off the ground|got under way|opened|picked"
        " up|picked|pick up|pick) [this|it|that|on|one] [one|up]"
    ),
    "(haven't|hasn't|not|never) [even|yet] (picked|pick) .. up",
    "yet to (start|begin|commence|kick off|be started|get going|get started|get off the ground|make a start)",
    "still to (start|begin|be started|kick off)", "[still] to be started",
    (
        "(nobody|no one|nobody's|none of us|noone|no-one) [has|have|is] [yet|even|actually] (started"
        "|begun|picked|touched|looked|working|got|made|done anything)"
    ),
    "no [real] (start|work) [has] [been] (made|done|started|begun|taken place|happened|yet|on it) [yet|on it]",
    "no work [has] [been] (done|started|begun|undertaken|carried out)",
    "nothing [has|has been|has been done|is|on this has|here has|on it has] (happened|started|begun|done) [yet]",
    "nothing (under|in|on|of|for|from) § (has|is|been|has been|yet) [been] (happened|started|begun|done)",
    "nothing's (happened|started|begun|been done|been started)", "nothing has been (done|started)",
    "nothing been done", "unstarted", "waiting to start", "waiting to be started",
    "hasn't left the starting blocks", "at the starting line", "on my to do list", "to do list",
    "bottom of the pile", "top of my list for", "(hasn't|haven't|not) (got|gotten) off the ground",
    "not off the ground", "still at zero", "0%", "zero progress", "not on my radar", "haven't got to this",
    "haven't even", "not had (chance|time|a chance) to (start|look|begin)",
    "(haven't|not) had (chance|time|a chance|a minute|a moment)", "work hasn't begun", "work has not begun",
    "start not made", "no start made", "still not started",
    "not (on this one|this one) yet", "back burner", "⚪", "rag white",
)  # fmt: skip

_COMPLETE = (
    (
        "(can|could|should|may|ready to|happy to|good to|please|let's|safe to|ok to|able to) [now|safely"
        "|all] [be] (close|closed|close down|close off|closed off|closed down|ticked off|taken off|crossed"
        " off|archived|signed off|signed off now) [it|this|that|§|this one] [off|down|now]"
    ),
    "(close|tick|cross|sign) (it|this|that|§|this one|that one|them|these|both) [off|down|now|please]",
    "ticked off", "crossed off",
    (
        "(mark|marked) [it|this|that|§|this one|them|both|these|as|down] .. (complete|completed|done|finished"
        "|achieved|closed)"
    ),
    (
        "(call|calling|consider|considered|class|classed|treat|treated|count|counted|regard|regarded|record|recorded|log"
        "|logged|show|shown) [it|this|that|§|this one|that one|them|both|these] [all|now|as|down as]"
        " (complete|completed|done|finished|closed|achieved)"
    ),
    (
        "(set|put|move|change|update|turn) [it|this|that|§|this one|them|both|these] to (complete"
        "|completed|done|finished|closed|achieved)"
    ),
    (
        "(put|have|show|list|leave) [it|this|this one|§] [down] as (complete|completed|done|finished|closed"
        "|achieved)"
    ),
    "put to bed",
    "(stays|remains|staying|stay|remain|still stands) [at|as] (complete|completed|closed|achieved)",
    "say (it's|it is|this is|that's|that is|§ is|§ 's|we're|we are) [now] (complete|completed|done|finished|closed)",
    "done and dusted", "done & dusted", "in the bag",
    "nothing (left|more|else|further|outstanding) to (do|report|finish|complete)",
    "nothing (left|more|further) (on this|here|outstanding)", "job done", "job's done", "mission accomplished",
    "over the line", "across the line", "come off (the|my|your) (list|plan|tracker)",
    "take [it|this|§|this one] off [the|my|your] [list|plan]",
    "100% [done|complete|completed|finished|achieved|there]", "100 percent [done|complete|finished]",
    "fully (implemented|complete|completed|done|achieved|delivered|embedded|finished|operational|in place)",
    (
        "all (done|complete|completed|finished|sorted|wrapped up|signed off|closed|finalised|sewn up"
        "|delivered|tied up|over)"
    ),
    "that's (it|that|us) [done|finished|complete]",
    "that's (done|finished|complete|sorted|that one done|this done)", "✅",
    "this one's (done|finished|complete|sorted|closed)", "rag blue", "rag b", "closing this [one] [off|down]",
    "closing it [off|down]", "box ticked", "tick the box",
    "ticked the box", "case closed", "close this", "close it", "close §", "finished with this",
    "off my (plate|list)", "still (complete|closed|achieved|completed)", "we're done", "i'm done with this",
    "finito", "boom done",
)  # fmt: skip

_FINISHED = (
    "done", "complete", "completed", "finished", "achieved", "sorted", "closed", "concluded", "accomplished",
    "finalised", "wrapped up", "wrapped it up", "sewn up", "signed off", "signed it off", "signed this off",
    "delivered",
    "completes", "finish", "completing", "sorted out", "fulfilled", "met in full", "implemented in full",
)  # fmt: skip

_TITLED = (
    "live", "gone live", "went live", "in place", "up and running", "rolled out", "launched", "operational",
    "embedded", "fully staffed", "in use", "in operation", "adopted", "issued", "published", "approved",
    "ratified", "agreed and issued",
)  # fmt: skip

_NOTHING = (
    "as far as (i'm|i am|we're|we are|i'm personally) concerned", "kept on top of", "keep track",
    "(sorry|apologies) for [the|my|any|being] (delay|delays|late|lateness|late reply|slow reply)",
    "late (reply|response|update|answer|replying)",
    "delay in (updating|replying|responding|getting back|answering|coming back)", "keeping track", "kept track",
    "track record", "lost track", "tracks",
    "at the latest", "by the latest", "too late", "late shift", "late summer", "late spring", "late autumn",
    "late winter", "late in ¤", "late ¤", "latest", "of late", "later", "behind closed doors", "behind the scenes",
    "reason behind", "reasons behind", "thinking behind", "rationale behind", "behind this", "left behind",
    "behind (us|me)",
    "get behind", "fully behind", "right behind it",
    "green paper", "green light", "green belt", "green card", "green space", "green spaces", "red book",
    "red books", "red tape", "red flag", "red cross", "red lines", "red line", "amber alert", "risk assessment",
    "risk assessments", "risk assess", "risk register", "risk log", "risk management", "risk factors",
    "risk panel", "at risk children", "at risk young",
    (
        "(children|kids|families|women|those|people|child|adults|babies|girls|boys|youngsters|pupils"
        "|learners|person|teenagers) (at|who are at|who may be at|most at|considered at) [high|serious"
        "|significant|greater|greatest] risk"
    ),
    (
        "at risk of (exploitation|harm|cse|exclusion|abuse|offending|neglect|homelessness|going missing"
        "|missing|entering|coming into|significant|care|sexual|criminal|becoming|domestic|suicide"
        "|radicalisation|eviction|breakdown|placement|permanent|being)"
    ),
    "at risk register", "at risk cases",
    "stuck to", "stick to", "stuck on the wall", "stuck up", "unstuck for", "block booking", "block booked",
    "blocked out", "blocked off", "delayed discharge", "delayed discharges",
    "(delay|delays|slippage|risk|risks) (analysis|data|log|logs|tracker|report|reports|figures|codes|list|register)",
    "support plan", "support plans", "support worker", "support workers", "support group", "support service",
    "support services", "support staff", "support package", "support needs", "support network", "family support",
    "need support to", "need help with (housing|contact|school|parenting)", "families need",
    "children (need|needing|who need|requiring) (help|support)", "fine tuning", "fine tune", "fine tuned", "fined",
    "fines",
    (
        "no (help|support|assistance|escalation|input|intervention) [is|was|at all|currently|further]"
        " (required|needed|necessary|wanted)"
    ),
    "no [further|more|extra|additional] (help|support|assistance) (needed|required|necessary|wanted)",
    (
        "(need|needs|needing|want|wants|require|requires) no [more|further|extra|additional]"
        " (help|support|assistance|escalation|input|intervention|chasing)"
    ),
    (
        "(don't|doesn't|do not|does not|not|won't) [really|currently|yet] (need|needs|needing|require"
        "|want) [any|your|more|extra|some] (help|support|a hand|assistance|escalating|escalation|chasing"
        "|input)"
    ),
    "without (help|support|needing help|needing support)", "nothing needed", "no action needed",
    "support not (needed|required)", "help not (needed|required)", "not needing [any] (help|support)",
    "not (asking for|after) help",
    "done my best", "done our best", "done all i can", "done all we can", "done what i can", "done what we can",
    "done everything i can", "done everything we can", "well done", "hard done by", "over and done",
    "what's done is done", "done it before", "done a lot", "done some", "done most", "done nothing", "done no",
    "done with mirrors", "the done thing", "easier said than done", "lots done", "much done", "more to be done",
    "still to be done", "to be done", "to do done", "getting it done", "get it done", "get this done",
    "getting this done", "get done", "being done", "being completed", "being finalised", "being finished",
    "being closed",
    "complete list", "complete set", "complete confusion", "complete mess", "complete chaos", "complete nightmare",
    "complete the", "complete our", "complete my", "complete a", "complete nonsense", "complete picture",
    "a complete", "completed by hand", "closed meeting", "closed session", "closed doors", "closed for",
    "office closed", "offices closed", "closed cases", "closed case", "closed to", "school closed",
    "schools closed", "building closed", "closed over", "sorted through", "sorted by", "sorted into",
    "achieved accreditation", "finishing touches", "finish line", "finish date", "delivered to", "signed off sick",
    "off sick", "signed off work", "signed off as sick", "signed off with",
    "signed off for [a|two|2|three|3|¤] (week|weeks|month|months)", "unfinished",
    "slip road", "slips through", "slip through", "slipped through", "payslip", "pay slip", "pay slips",
    "compliments slip", "slip of", "slipped disc", "slip up", "tight ship", "tight knit", "tight lipped",
    "critical friend", "critical incident", "critical incidents", "critical to", "business critical",
    "critical thinking", "not critical", "mission critical", "a push for", "failed placement", "failed placements",
    "frozen budget", "recruitment frozen", "posts frozen", "vacancies frozen", "suspended sentence",
    "suspended pupils", "parked outside", "refused to consent", "escalation process", "escalation policy",
    "escalation procedure", "escalation protocol", "escalation route", "escalated cases", "in care delayed",
    "no delay in", "no later than", "sooner or later", "see you later", "speak later", "talk later",
    "catch up [with|meeting|call|session|on]", "held up as", "up to date (list|figures|data|records|version|copy)",
    "up to date chronologies", "started", "has started", "have started", "just started", "now started",
    "work started", "work has started", "only just started", "made a start", "made start",
    "(less|not as|not so|wasn't as) (red|amber|late|bad|stuck)", "(went|gone|going) down well",
    "(went|goes) [really|very|so|pretty|quite] (well|ok|fine|good|great|smoothly)",
    "(was|were) [really|very|so|pretty|quite|a] (good|great|fine|ok|useful|helpful|well attended)",
    "(will|going to|gonna|we'll|i'll) [have to|probably] miss [the|this|that|our|your] (meeting|board|panel|session)",
    "(ok|okay|well|right|good) (so|but|then|now)", "ok (to|if)", "okay (to|if)", "is it (ok|okay|fine|alright)",
    "it ok",
    "(good|great|ok|fine) (day|time|moment|week|afternoon)", "good practice", "good morning",
    "good afternoon", "good evening", "good news", "good idea", "good quality",
    "good question", "good meeting", "good attendance", "good feedback", "good turnout", "good start", "good luck",
    "good discussion", "good to good", "good enough", "good outcome", "good outcomes", "good standard",
    "requires improvement to be good", "good number", "good chunk", "good or better", "getting to good", "goods",
    "well attended", "well received", "well understood", "well being", "as well", "as well as", "well done team",
    "well established", "might as well", "may as well", "very well known", "well known", "well over", "well under",
    "ok thanks", "going forward", "going on", "going to", "going through", "going out", "going back", "going in",
    "going up", "going live", "going into", "keep going", "on going", "get going", "been going", "still going",
    "going round", "going over", "going with", "going down",
    "on time attendance", "on target list", "on time visits", "in time", "on course content", "on programme board",
    "on course for harm", "on a course", "on the course", "on this course", "training course", "visits on time",
    "completed on time", "assessments on time", "reviews on time", "done on time", "seen on time",
)  # fmt: skip

PHRASES: tuple[tuple[tuple[Status | None, Claim], tuple[str, ...]], ...] = (
    ((Status.ON_TRACK, Claim.PLAIN), _ON_TRACK),
    ((Status.ON_TRACK, Claim.WEAK), _ON_TRACK_WEAK),
    ((Status.AT_RISK, Claim.PLAIN), _AT_RISK),
    ((Status.AT_RISK, Claim.WEAK), _AT_RISK_WEAK),
    ((Status.OFF_TRACK, Claim.PLAIN), _OFF_TRACK),
    ((Status.NOT_STARTED, Claim.PLAIN), _NOT_STARTED),
    ((Status.COMPLETE, Claim.PLAIN), _COMPLETE),
    ((Status.COMPLETE, Claim.FINISHED), _FINISHED),
    ((Status.COMPLETE, Claim.TITLED), _TITLED),
    ((None, Claim.NOTHING), _NOTHING),
)
