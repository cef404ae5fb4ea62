"""Sentences that take a safeguard away, in whatever task: a check that is skipped, a decision by the wrong one, a short cut.

Each entry is what holds for every healthcare task, and the forms of sentence that turn it round. What a plan or a
professional sets is left to them.
"""

from pa_framework.facts.practice import SafePractice, words

_L = r"[^.;?|]"
#: Who is not the one to decide.
_PA = r"(?:you|they|she|he|(?:the|a|an|your|any|each|every|this|another|one)\s+(?:\w+ )?PA|PAs|personal assistants?)"
_LAY = (
    r"(?:(?:the|an?|your|their|any|his|her)\s+)?(?:\w+\s+)?(?:employers?|famil(?:y|ies)|relatives?|parents?|mother|father|daughter|son|partner|wife|husband|friends?|neighbours?|carers?"
    r"|managers?|team leaders?|agency|agencies|council|funder|insurer|colleagues?|mentors?|PAs?|next of kin)"
)
_MAY = r"\s+(?:can|may|could|should|must|will|might|(?:is|are) (?:allowed|free|able) to|has to|have to|needs? to)\s+(?:also |then |now |still |always |sometimes |simply |just |usually |safely |together )?"
#: What leaves a decision to the plan or to a professional.
_DECIDED = (
    r"(?:\b(?:as|unless|if|when|once|until|only|after|where|within|by|with|from|from|in|than|says?|because|follow\w*|ask\w*|for|before|which|that)\b[^.;?|,]{0,40}\b(?:plans?|nurses?|prescri\w+|pharmacist|therapist|doctor|GP|"
    r"professionals?|clinician|trained|taught|shown|written|agreed|charts?|labels?|999|111|dietitian|consultant|hospital|instructions|rules|crew)\b(?! (?:afterwards|later))"
    r"|\b(?:nurses?|prescribers?|pharmacists?|doctors?|GPs?|therapists?|professionals?|clinicians?|dietitians?|consultants?|teams?|plans?)\s+(?:can|may|will|must|should|has|have|who|decides?|chang\w+|sets?|says?|and|or|then)\b)"
)
_CARE_OBJECT = (
    r"(?:doses?|dosage|amount|insulin|medicines?|medication|tablets?|painkillers?|oxygen|flow|settings?|pressures?|rate|speed|volume|feeds?|thickness|level of (?:thickener|texture)|IDDSI level|texture|length"
    r"|frequency|limits?|(?:care |clinical |treatment )?plan|treatment|dressings?|alarm limits?|timings?|number of (?:sets|puffs|sprays|drops))"
)
_CHANGE = (
    r"(?:decid\w+(?: on| about| how much| whether to change)?|chang\w+|chooses?|adjust\w*|alter\w*|increas\w+|reduc\w+|rais(?:e|es|ing)|lower\w*|doubl(?:e|es|ing)|halv(?:e|es|ing)|skips?|stops?|restarts?|work\w* out|sets?"
    r"|judg\w+|prescrib\w+|interpret\w*|turn\w* (?:up|down)|speed\w* up|slow\w* down|tops? up|var(?:y|ies)|fine-tunes?|tweaks?|corrects?|calculat\w+|estimates?|guess(?:es)?)"
)
_SUPPLY = r"(?:the |their |a |any |its |your )?"
#: A safeguard, as something that is done.
_SAFE_ACT = (
    r"(?:wash\w*|wear\w*|put on (?:gloves|an apron)|check\w*|ask\b|tell\b|ring\b|call\b|phone\b|record\b|write\b|note\b|log\b|be (?:trained|assessed|signed off|supervised|watched|reviewed|told|asked)|practi[sc]e|assess"
    r"|review|refresh|agree|consent|read\b|look at|measure|flush|stay\b|watch\b|report\b|explain|wait for|sit (?:them|the person) up|date\b|label\b|count\b|rinse|disinfect|lock\b|change (?:the )?(?:gloves|needle|lancet)"
    r"|rotate|repeat the check|go back|see the (?:plan|label|chart)|follow (?:the|their|your) plan|keep (?:a )?record|have (?:a )?(?:plan|sign-off|training|assessment|insurance|second))"
)
_SAFE_THING = (
    r"(?:check\w*|records?|notes?|training|sign-offs?|assessments?|reviews?|refreshers?|supervision|consent|agreement|gloves|second person|written plan|individual plan|plan|flush\w*|labels?|counts?|entry|signatures?"
    r"|observed practices?|practices?|hand ?washing|washing (?:your |their )?hands|999|ambulance|nurse|emergency kit|spare|back-?up|insurance)"
)
_WITHOUT_OK = r"\b(?:twice|look for|their rules|my rules|permission|own-role|moisturiser|why|to know everything|employ\w*|tax|payroll|CQC|register|own money|apolog\w+|reason|DBS|wages?|fees?|reference|interview|address|surname|diagnosis)\b"
SAFEGUARDS = (
    # --- a safeguard that is not needed, or left out
    SafePractice(
        "this safeguard holds every time, so no one leaves it out",
        ("no one needs to", "no one has to", "nobody needs", "not need", "not have to", "n't need", "n't have to", "need not", "needn't", "no need to", "no longer need", "no longer ha"),
        words(
            rf"(?P<denied>\b(?:(?:do not|don't|does not|doesn't|no longer|never)\s+(?:have|has|needs?)\s+to|need not|needn't|no one (?:needs|has) to|(?:there is )?no need to))\s+(?:be |always |also |then )?{_SAFE_ACT}",
        ),
        unless=words(_WITHOUT_OK),
        own_negative=True,
    ),
    SafePractice(
        "this safeguard holds every time, so no one leaves it out",
        ("is needed", "are needed", "necessary", "required", "no need for", "optional", "not matter", "can be left out", "be skipped", "be missed out", "be dropped", "is needed"),
        words(
            rf"(?P<denied>\bno (?:more |further |new |extra |other |separate |formal |written |second )?{_SAFE_THING}){_L}{{0,20}}\b(?:is|are)\s+(?:then |now |ever )?(?:needed|necessary|required)\b",
            rf"\b{_SAFE_THING}{_L}{{0,12}}\b(?P<denied2>(?:is|are)\s+(?:not|no longer|rarely|only sometimes)\s+(?:always |really |then )?(?:needed|necessary|required|essential|important)\b|is optional\b|are optional\b)",
            rf"\bno need for\s+{_SUPPLY}(?:\w+ )?{_SAFE_THING}",
            rf"\b{_SAFE_THING}\s+(?:can|may|could)\s+(?:also |then |sometimes |safely )?be\s+(?:left out|skipped|missed(?: out)?|dropped|waived|shortened|done later|put off)\b",
        ),
        unless=words(_WITHOUT_OK, r"\bcore training\b|\bmore than\b|\bsays? that\b|\bcouncils?\b|\bemployers?\b|\bfunders?\b|\bno PA\b"),
        own_negative=True,
    ),
    SafePractice(
        "this safeguard holds every time, so no one leaves it out",
        ("skip", "leave out", "leaves out", "miss out", "misses out", "cut short", "cuts short", "drop the", "leave off", "do without", "does without", "bypass", "forget about", "cut corners"),
        words(
            rf"\b(?:skips?|leaves? out|miss(?:es)? out|drops?|leaves? off|(?:do|does) without|bypass(?:es)?|forgets? about|cuts? short|shortens?)\s+(?:the |a |an |any |this |that |their |your )?(?:\w+ )?{_SAFE_THING}\b",
        ),
        unless=words(r"\bquestion\b|\bpage\b|\blink\b|\bclassroom\b|\bparts?\b"),
    ),
    # --- a short cut for convenience
    SafePractice(
        "no hurry, quiet shift or good feeling takes the place of a check, a sign-off or a call",
        ("busy", "in a hurry", "short of time", "no time", "running late", "is late", "confident", "experienced", "know the person well", "know them well", "knows the person well", "knows them well", "know each other", "feel ready",
         "feels ready", "feel sure", "feel able", "feels able", "seem fine", "seems fine", "look fine", "looks fine", "seems well", "looks well", "seem well", "look well", "feels fine", "feel fine", "feel well", "trust", "only once", "just once", "just this once", "this once", "short-staffed",
         "short staffed", "no one else", "short notice", "get on with", "saves time", "save time", "quicker", "easier", "convenient", "feels up to it", "happy to", "in a rush", "pressed for time"),
        words(
            rf"\b(?:can|may|could|need not|do not need to|does not need to|do not have to|does not have to|should|is fine to|are fine to|is ok to|is allowed)\b{_L}{{0,70}}\b(?:if|when|where|while|as long as|because|since|once|provided)\s{_L}{{0,35}}"
            r"\b(?:busy|in a hurry|in a rush|pressed for time|short of time|no time|confident|experienced|knows? (?:the person|them|him|her|you|each other)(?: very)? well|feels? (?:ready|sure|able|fine|well|happy|up to it)|(?:seems?|looks?) (?:fine|well|calm|all right|okay)"
            r"|happy to|short[- ]staffed|no one else (?:is|can)|at short notice)\b",
            rf"\b(?:if|when|where|while|as long as|because|since|once|provided)\s{_L}{{0,35}}\b(?:busy|in a hurry|in a rush|pressed for time|short of time|no time|running late|confident|experienced|knows? (?:the person|them|him|her|you|each other)(?: very)? well"
            rf"|feels? (?:ready|sure|able|fine|well|happy|up to it)|(?:seems?|looks?) (?:fine|well|calm|all right|okay)|happy to|short[- ]staffed|no one else (?:is|can){_L}{{0,14}})\b{_L}{{0,12}},?\s+(?:then )?(?:the PA |you |they |PAs |a PA |your PA )?"
            r"(?:can|may|could|need not|do not (?:need|have) to|does not (?:need|have) to|skips?|leaves?|goes? ahead|does it|do it|works? alone|carr(?:y|ies) on|gives? it|is enough|are enough|no (?:check|sign-off|nurse|record))\b",
            r"\bPAs?\s+who\s+(?:knows?|is confident|is experienced|has done it|feels?|trusts?)\b[^.;?|]{0,25}\b(?:can|may|could|need not)\s+(?:also |then |just )?(?:do|give|skip|work|start|go|leave|use|change|help with)\b",
            r"\b(?:skips?|leaves? (?:out|it)|(?:does|do|give|gives) it)\b[^.;?|]{0,40}\b(?:if|when|because|as)\s[^.;?|]{0,25}\b(?:busy|in a hurry|short of time|no time|running late|tired)\b",
            r"\b(?:just|only) (?:this )?once\b[^.;?|]{0,30}\b(?:without|is (?:fine|allowed|all right))|\bthis once\b",
            r",? to save time\b|\b(?:it|this|that) saves time\b",
        ),
        unless=words(r"\b(?:Kirklees|councils?|survey|interview|rota|apply|work for|leave (?:school|the job)|switch|no one else (?:knows|sees|hears|reads))\b"),
    ),
    # --- whose decision
    SafePractice(
        "doses, settings, feeds and plans are changed by the professional who is accountable for them, and by no one else",
        ("decid", "chang", "adjust", "alter", "increas", "reduc", "raise", "raising", "lower", "double", "doubl", "halv", "work out", "works out", "working out", "turn ", "turns ", "speed", "slow", "top up", "tops up", "varies", "vary", "calculat", "estimat", "guess", "fine-tun", "tweak", "correct", "choose", "can set",
         "may set", "sets the", "skip", "may stop", "can stop", "restart", "judge", "prescrib", "interpret"),
        words(
            rf"\b{_PA}{_MAY}{_CHANGE}\s+(?:{_L}{{0,25}}\s)?{_SUPPLY}{_CARE_OBJECT}\b(?!\s+(?:for life|of (?:work|hours)))",
            rf"\b{_LAY}{_MAY}{_CHANGE}\s+(?:{_L}{{0,25}}\s)?{_SUPPLY}{_CARE_OBJECT}\b(?!\s+(?:for life|of (?:work|hours)))",
            rf"^\W*(?:Then )?(?:Adjusts?|Alters|Increases|Reduces|Raises|Lowers|Doubles|Halves|Decides|Works out|Turns (?:up|down)|Speeds up|Slows down|Tops up|Varies|Calculates|Estimates|Changes)\s+{_SUPPLY}(?:\w+ ){{0,2}}(?:doses?|amount|insulin|oxygen|flow|settings?|pressures?|rate|speed|volume|thickness|limits?)\b",
            rf"\b(?:turn|speed|slow)s?\s+{_SUPPLY}(?:oxygen|flow|feed|pump|pressure|rate|drip|machine|ventilator|suction)\s+(?:up|down|higher|lower)\b|\b(?:turn|speed|slow)s?\s+(?:up|down)\s+{_SUPPLY}(?:oxygen|flow|feed|pump|pressure|rate|machine|suction)\b",
            rf"\b(?:increase|reduce|halve|raise|lower|adjust|top up)s?\s+{_SUPPLY}(?:\w+ )?(?:doses?|insulin|flow|oxygen|feed|pressure|rate|medicines?|settings?)\b",
        ),
        needs=("dose", "dosage", "amount", "insulin", "medic", "tablet", "painkiller", "oxygen", "flow", "setting", "pressure", "speed", "volume", "thick", "texture", "length", "plan", "treatment", "dressing", "limit", "number of", " rate", "feed", "iddsi", "pump", "machine", "suction", "timing", "ventilat"),
        unless=words(_DECIDED, r"\b(?:simple dressing|own choice|personal budget|direct payment|pay|wages?|hours|mileage|rights?|complain\w*|say no|refuse|wrong|change the plan for the day|risk of|chance)\b"),
    ),
    SafePractice(
        "only what the plan says is given or done; a PA's own judgement does not set an amount or a time",
        ("judgement", "judgment", "see fit", "sees fit", "think best", "thinks best", "think is", "by eye", "guess", "instinct", "a bit more", "a little more", "a little extra", "a bit extra", "roughly", "as needed", "as much as", "as often as", "how you feel",
         "to be safe", "to be on the safe side", "for luck", "gut feeling", "think right", "thinks right", "common sense", "experience tells", "trial and error", "seems right", "looks right", "feels right"),
        words(
            r"\b(?:using|use|uses|trusts?|on|by|with) (?:your|their|his|her|the PA's) (?:own |best )?(?:judge?ment|instincts?|gut feeling|common sense)\b",
            r"\b(?:as|what|when|how|that) (?:you|they|the PA|a PA) (?:sees? fit|thinks? (?:best|right|is (?:best|right|enough))|feels? (?:is )?(?:right|best))\b",
            r"\b(?:measures?|judges?|pours?|mixes?|makes?|adds?|gives?|thickens?)\b[^.;?|]{0,30}\bby eye\b|\ba (?:little|bit) (?:more|extra|thicker|thinner)\b[^.;?|]{0,20}\b(?:to be (?:safe|sure)|for|when|if|than (?:the plan|prescribed))\b",
            r"\b(?:just )?(?:to be (?:on the )?safe(?: side)?)\b[^.;?|]{0,25}\b(?:more|extra|thicker|double|second)\b|\b(?:more|extra|thicker|double|second|higher)\b[^.;?|]{0,25}\bto be (?:on the )?safe(?: side)?\b",
            r"\b(?:by|through) trial and error\b",
        ),
        unless=words(r"\b(?:clinical judgement is|own judgement is|never|rely|plan says|needs? (?:clinical|professional))\b"),
    ),
    SafePractice(
        "a PA does the task only after training, observed practice and a sign-off for this person",
        ("is enough", "are enough", "is sufficient", "will do", "counts as", "count as", "instead of", "in place of", "takes the place", "replaces", "as good as", "all you need", "all the pa needs", "is all that", "are all that", "is fine", "does as well", "good enough", "serves as", "stands in for", "makes up for"),
        words(
            r"\b(?:video|film|leaflet|online (?:course|module|training|learning|session)|e-?learning|course|certificate|phone call|telephone call|text message|e-?mail|verbal\w*|spoken|word of mouth|nod|thumbs[- ]up|silence|(?:one|single) (?:practice|observation|look)|watching (?:it |someone |a colleague )?once"
            r"|(?:reading|having read)\b[^.;?|]{0,25}|experience|employer's word|relative's word|family's (?:word|agreement|consent)|someone else's sign-off|old plan|copy of (?:an|the) old|photo|screenshot|self-assessment|common sense|good will|being shown once|shadowing|memory"
            r"|a quick (?:look|glance|rinse|wipe)|hand gel|gel|gloves|knowing the person)\b[^.;?|]{0,30}\b(?:is|are|was|would be)\s+(?:then |often |usually |normally |quite )?(?:enough|sufficient|fine|all (?:that is|you|they|the PA) needs?\b|good enough|as good as)",
            r"\b(?:video|online (?:course|module|training)|e-?learning|course|certificate|verbal (?:agreement|order|instruction|consent)|phone call|text message|experience|family's (?:agreement|consent)|self-assessment|gel|gloves)\b[^.;?|]{0,20}\b(?:counts? as|replaces?|takes? the place of|stands? in for|serves? as|makes? up for|can replace|will do)\b",
            r"\b(?:video|online (?:course|module)|e-?learning|self-assessment|a phone call|a colleague|a relative|gloves|gel)\b[^.;?|]{0,10}\b(?:instead of|in place of)\s+(?:the |an? |any )?(?:observed|practices?|assessment|assessor|nurse|sign-off|hand ?washing|washing|training|review)\b",
            r"\bgloves\b[^.;?|]{0,15}\b(?:instead of|in place of|so (?:there is )?no need)\b[^.;?|]{0,20}\bwash\w*",
        ),
        unless=words(r"\b(?:own-role|Care Certificate|reward|welcome|thank)\b"),
    ),
    # --- who trains, assesses, signs off, delegates, consents (passive and other orders)
    SafePractice(
        "only a professional with that duty assesses, signs off or delegates; a PA, an employer or a relative does not",
        ("signed off by", "sign-off by", "sign-off from", "assessed by", "delegated by", "approved by", "sign off their own", "signs off their own", "sign yourself", "sign themselves", "signs themselves", "sign-off is given by", "own sign-off", "delegate", "sign off", "signs off", "assess"),
        words(
            rf"\b(?:signed off|sign-offs?(?: is| are)?(?: given)?|assessed|delegated|authorised)\s+(?:also |then )?(?:by|from)\s+(?!.{{0,25}}\b(?:nurse|professional|therapist)){_LAY}\b",
            r"\b(?:signs? (?:off )?(?:themselves|yourself|himself|herself|their own|your own))\b|\b(?:sign|signs|assess|assesses) (?:themselves|yourself|himself|herself)(?: off)?\b",
            rf"\b{_LAY}{_MAY}(?:delegat\w+|sign off|assess)\s+(?:a |the |any |this |each |new |other |second ){{0,2}}(?:healthcare )?(?:tasks?|PAs?|sign-offs?|colleagues?|them|it)\b",
            r"\b(?:the |your )?(?:employer|family|person|agency|council|lead PA|PA|colleague|relative)s?\s+(?:decides?|judges?|confirms?)\s+(?:if|whether|that|when)\s+(?:the |a |your )?(?:PA|they|colleague)\s+(?:is|are)\s+(?:safe|competent|ready|skilled|good enough|fit)\b",
            r"\bPAs? (?:can|may|could) (?:then |also )?(?:delegate|pass|hand)\s+(?:it|the task|a task|tasks)(?: on)?\b",
        ),
        unless=words(r"\b(?:together with|as well as|not only|and a nurse|second assessor|alongside|authorised by|mistake|say whether|never|only where)\b"),
    ),
    SafePractice(
        "the professional who delegates is accountable for the decision; a PA answers for how they do the task",
        ("accountab", "answerable", "to blame", "responsib", "passes this on", "passes it on", "passes that on"),
        words(
            r"\b(?:PAs?|employer|person|family|agency)\b[^.;?|]{0,15}\b(?:is|are|becomes?|stays?|remains?|takes? on|carr(?:y|ies))\s+(?:then |now |alone |also |fully |all )?(?:the )?(?:accountab\w+|answerable|responsib\w+|to blame)\b[^.;?|]{0,20}\b(?:for|of)\s+(?:the |that )?(?:decisions?(?: to delegate)?|delegat\w+|sign-offs?|assessment|clinical\w*|whole task|outcomes?|plan|everything)\b",
            r"\b(?:nurse|professional|clinician|delegator|therapist)s?\b[^.;?|]{0,30}\b(?P<denied>(?:is|are)\s+(?:not|no longer|never)|(?:has|have) no|stops? being|ceases? to be|(?:is|are) free of|hands? over|passes? on)\b[^.;?|]{0,12}\b(?:accountab\w+|answerable|responsib\w+|duty)\b",
            r"\b(?:passes|hands|gives|transfers)\s+(?:this|it|that|accountability|responsibility|the accountability)\s+(?:on |over )?to (?:the |a |your )?(?:PA|employer|person|family|agency)\b",
            r"\baccountab\w+\b[^.;?|]{0,25}\b(?:passes|moves|goes|is (?:handed|passed)|shifts|transfers)\b[^.;?|]{0,12}\bto (?:the |a |your )?(?:PA|employer|person|family|agency)\b",
        ),
        unless=words(r"\bhow (?:they|you) do\b|\bown (?:acts|actions|work)\b|\bif the PA\b|\bjust because\b"),
        own_negative=False,
    ),
    # --- calls and reports
    SafePractice(
        "anyone calls 999 at once at a sign of an emergency; no one is asked first, and nothing else comes before it",
        ("999", "ambulance"),
        words(
            r"\b(?:only (?:call|ring|phone|dial)s?|(?:call|ring|phone|dial)s?)\s+(?:for )?(?:999|an ambulance|the ambulance)\b[^.;?|]{0,12}\bonly\s+(?:if|when|after|once|with)\b",
            r"\b(?:only|not)\s+(?:call|ring|phone|dial)s?\s+(?:for )?(?:999|an ambulance)\b[^.;?|]{0,10}\b(?:if|when|after|once|with|until)\b",
            r"\b(?P<denied>(?:do not|don't|does not|never|no need to|need not|not)\s+(?:have to |need to )?(?:call|ring|phone|dial))\s+(?:for )?(?:999|an ambulance|the ambulance)\b(?![^.;?|]{0,12}\b(?:first|yourself)\b)",
            r"\b(?:call|ring|phone|dial)s?\s+(?:for )?(?:999|an ambulance)\b[^.;?|]{0,30}\b(?:if (?:it|they|this|that|the person|he|she)\s+(?:(?:is|are|has|have) )?(?:still |not )?(?:does not|do not|has not|have not|no better|not (?:better|settled|improved)|worse|gets? worse|last|lasts)\b[^.;?|]{0,25}\b(?:hours?|30 minutes|half an hour|an hour|20 minutes|15 minutes|morning|tomorrow|overnight))",
            r"\b(?:ask|rings?|ring|call|calls|tell|tells|phone|text)\s+(?:the |your |a |their )?(?:nurse|employer|family|relative|GP|surgery|manager|office|agency|111|NHS 111|next of kin|colleague)\b[^.;?|]{0,20}\b(?:before|first,? then)\b[^.;?|]{0,15}\b(?:999|ambulance)\b",
            r"\b(?:before|until)\s+(?:you |they |the PA )?(?:call|ring|phone|dial)(?:s|ing)?\s+(?:for )?(?:999|an ambulance)\b,?\s*(?:ask|ring|call|tell|check with|wait|finish|give|try|tidy|write|pack)\w*",
            r"\b(?:finish|wait|try|tidy|pack|write|ask|give|offer|let)\w*\b[^.;?|]{0,45}\b(?:before|and (?:only )?then)\s+(?:you |they |the PA )?(?:call|ring|phone|dial)(?:s|ing)?\s+(?:for )?(?:999|an ambulance)\b",
            r"\bpermission\b[^.;?|]{0,25}\b(?:999|ambulance)\b|\b(?:999|ambulance)\b[^.;?|]{0,25}\bpermission\b",
        ),
        unless=words(r"\b(?:never need|no permission|without (?:asking|permission)|need no(?: one's)? permission|do not need (?:anyone's )?permission|pen|injection|rescue medicine|adrenaline|midazolam|naloxone|hydrocortisone|resuscitation|palliative|the plan says|unless the plan|fraud|hoax|as the plan|can wait|same day|101)\b"),
        own_negative=True,
    ),
    SafePractice(
        "a change, a mistake or a worry is told straight away, at any hour, to the one whom the plan names",
        ("bother", "disturb", "worry the", "worrying the", "trouble the", "at night", "weekend", "office hours", "working hours", "next visit", "next review", "next time", "next appointment", "tomorrow", "in the morning", "next day", "next shift", "later", "end of the week", "end of the month", "after the weekend",
         "on monday", "next week", "if it happens again", "happens again", "twice", "until it", "only if", "only when", "wait and see", "keep an eye", "blow over", "settle down", "settles by itself", "sleep it off", "to yourself", "between you"),
        words(
            r"\b(?P<denied>(?:do not|don't|not|never|avoid|without)\s+(?:bother|disturb|worry|trouble)(?:ing)?\s+(?:the |a |your |their |anyone|them)\s*(?:\w+ )?(?:nurse|doctor|GP|team|professional|clinician|surgery|111|999|family|employer|helpline|line)?)\b",
            r"\b(?:rings?|calls?|tells?|reports?|mentions?|raises?|phones?|says?|asks?|passes? on|lets? (?:the|a) nurse know)\b[^.;?|]{0,45}\b(?:at|on|by|in|until) (?:the|their|your) next (?:visit|review|appointment|time|shift|check|call|supervision|meeting|clinic)\b",
            r"(?<!the )\b(?:rings?|calls?|tells?|reports?|mentions?|raises?|phones?)\b[^.;?|]{0,45}\b(?:the next (?:day|morning|week)|tomorrow|in the morning|on Monday|after the weekend|at the end of the (?:week|month)|next week|when (?:it is|there is|you have|they have) (?:convenient|time|a moment)|when the (?:surgery|office) (?:opens|is open))\b",
            r"\b(?:rings?|calls?|tells?|reports?|records?|phones?)\b[^.;?|]{0,45}\b(?:only )?(?:if|when|once) it (?:happens|occurs|comes) (?:again|twice|a second time|more than once|back)\b",
            r"\b(?:only )?(?:rings?|calls?|reports?|tells?|phones?)\b[^.;?|]{0,30}\b(?:only )?(?:in|during) (?:office|working|surgery|normal) hours\b",
            r"\b(?:wait|waits) and (?:see|sees)\b|\b(?:let|lets) (?:them|it|the person|him|her) sleep it off\b|\b(?:wait|waits|leave|leaves)\b[^.;?|]{0,25}\b(?:until|till|to see if)\b[^.;?|]{0,25}\b(?:blows? over|settles?|passes|goes away|gets? better|clears up|wears off|improves|next (?:visit|day|morning|shift|week|review|appointment)|tomorrow|morning|Monday)\b",
            r"\bkeeps? an eye on (?:it|them|this)\b[^.;?|]{0,20}\b(?:until|for|overnight|and (?:mention|tell|ring))\b",
            r"\b(?:stays?|keeps?) (?:it |this )?between (?:you|the PA|us|the two)\b|\bkeep (?:it|this|that) (?:to yourself|quiet)\b",
        ),
        unless=words(r"\b(?:can wait|may wait|too late|same day|today|straight away|then|never|not an emergency|rather than|do not wait|dressing|holiday|pay|rota|money|interview|job|advert|hours? are|rent|tomorrow to ask|plan(?:s)? (?:say|name|allow)s?)\b"),
    ),
    # --- records
    SafePractice(
        "a record is written straight away by the one who did it, says what happened, and is not changed afterwards",
        ("end of the", "once a ", "there is time", "have time", "has time", "spare moment", "later", "next day", "next morning", "next shift", "from memory", "one go", "every few", "on fridays", "before giving", "before the dose", "before the medicine", "before the task",
         "before you", "before it is", "in pencil", "on a scrap", "on behalf", "in the name of", "for a colleague", "for another", "for each other", "for the other", "for the nurse", "for your colleague", "correction fluid", "crosses", "cross out", "cross it", "rub out", "rub it", "scribbl",
         "blanks out", "blank out", "blanked", "backdat", "back-dat", "tears out", "tear out", "rips", "rip out", "delet", "eras", "overwrit", "remove", "only if", "only when", "only what", "last reading", "previous reading", "earlier reading", "yesterday's", "makes up", "make up a", "invent", "rounds ", "round up", "round down", "estimat", "even if", "whether or not", "although"),
        words(
            r"\b(?:records?|writ(?:e|es|ing|ten)|signs?|fills?|notes?|logs?|ticks?|completes?|chart(?:s)?|adds?)\b[^.;?|]{0,50}\b(?:at the end of the (?:shift|day|week|month|visit)|once a (?:week|month|day)|when (?:there is|they have|you have|the PA has) (?:time|a (?:spare )?moment)|later (?:on|that (?:day|week))|the next (?:day|morning|shift)|from memory|all in one go|every few days|on Fridays|before (?:giving|the (?:dose|medicine|task|feed)|you give (?:it|the)|it is (?:given|done|taken))|in pencil|on a scrap)\b",
            r"\b(?:signs?|initials?|records?|writes?|fills?)\b[^.;?|]{0,30}\b(?:for|on behalf of|in place of|in the name of)\s+(?:an?|the|your|another|other|each other)\s*(?:\w+ )?(?:colleagues?|PAs?|nurse|assessor|one another)\b",
            r"\b(?:cross(?:es)?|rub(?:s)?|scribbl\w*|blank(?:s)?) (?:it |them |the (?:entry|mistake|record) )?out\b(?! what (?:does|do) not (?:fit|apply))|\bcorrection fluid\b|\bback-?dat\w+\b|\b(?:tears?|rips?) out\b|\b(?:delete|erase|overwrite|remove)s?\s+(?:the |an? |old |wrong )?(?:entry|entries|records?|mistakes?|notes?)\b",
            r"\b(?:records?|writes?|notes?|fills? in|reports?)\b[^.;?|]{0,30}\bonly\s+(?:if|when|what)\s+(?:something|anything|there is|it|they|goes?|went)\b[^.;?|]{0,25}\b(?:wrong|unusual|problem|refus\w*|asks?|well)\b",
            r"\b(?:copies|copy|repeat)\s+(?:the )?(?:last|previous|yesterday's|earlier) (?:reading|entry|record|figures?|numbers?)\b|\bwrites? (?:down )?(?:yesterday's|the last|the previous|an old)\s+(?:reading|number|figure|temperature)|\brounds? [^.;?|]{0,30}\b(?:up|down)\b|\b(?:makes? up|invents?|rounds? (?:up|down)|estimates?) (?:a |the )?(?:reading|number|figure|entry)\b",
            r"\b(?:records?|writes?|signs?)\b[^.;?|]{0,25}\b(?:it |them |the dose |as )?(?:given|taken|done)\b[^.;?|]{0,20}\b(?:even if|whether or not|although|also when)\b",
        ),
        needs=("record", "chart", "write", "writ", "sign", "note", "log", "entry", "entries", "diary", "tick", "fill", "reading", "initial"),
        unless=words(r"\b(?:no|nothing|never|date for|GDPR|retention|after six years|payroll|a summary|handover|week's rota|weekly|plan says|wages|hours|story|timesheet|as well as)\b"),
    ),
    # --- sharing and using again
    SafePractice(
        "what is for one person or for one use is never shared or used again",
        ("share", "reuse", "re-use", "used again", "use again", "uses again", " again", "more than once", "several times", "same needle", "same lancet", "same syringe", "same gloves", "same catheter", "same cloth", "borrow", "left over", "leftover", "another person", "other people's", "someone else's", "lend", "swap", "until it runs out", "until they run out", "until it is empty", "for the next person", "rinse and", "wash and"),
        words(
            r"\b(?:reuse|re-use|reuses|re-uses)\b|\b(?:can|may|could|is|are|be|gets?)\s+(?:then |safely )?(?:re-?used|used (?:again|more than once|several times|twice|for (?:up to )?(?:a few|several|two|three|\d+) (?:days|times|doses|injections)))\b|\buses? (?:it|them|the \w+(?: \w+)?|a \w+) (?:again|more than once|several times|twice)\b",
            r"\b(?:the )?same (?:needle|lancet|syringe|gloves|catheter|cloth|swab|towel|mask|dressing)\b[^.;?|]{0,30}\b(?:again|all (?:day|week)|for (?:the|each|every|all|both|a|several)|until|twice|every|through|throughout)\b",
            r"\b(?:shares?|lends?|borrows?|swaps?)\s+(?:a |an |the |their |your |each other's )?(?:\w+ )?(?:pens?|needles?|lancets?|meters?|bottles?|inhalers?|spacers?|masks?|tablets?|medicines?|insulin|creams?|patch(?:es)?|slings?|razors?|toothbrush(?:es)?|towels?|strips|syringes?|tubes?|painkillers?|naloxone|glucagon|midazolam)\b",
            r"\b(?:another|other|someone else's|a relative's|the neighbour's|your own|their own|a friend's|different)\s*(?:person's|people's)?\s+(?:pens?|lancets?|insulin|inhaler|tablets?|medicines?|cream|patch(?:es)?|painkillers?)\b[^.;?|]{0,30}\b(?:if|when|until|can be|may be|will do|is fine|instead)\b",
            r"\b(?:left ?over|spare|unused)\s+(?:antibiotics?|tablets?|medicines?|creams?|painkillers?|patches|insulin)\b[^.;?|]{0,30}\b(?:use|give|keep|kept|can|may|for)\b",
        ),
        unless=words(r"\b(?:single-use|washable|reusable|as the plan|readings? with|information|lives|their story|the rota|jobs?|flat|cost|house|living|washed at|if the maker|one person|on (?:their|your) own|catheters? (?:made|that are made) for)\b"),
    ),
    SafePractice(
        "what is out of date, damaged or unlabelled is not used",
        ("out of date", "past its date", "past the date", "expir", "date has passed", "after the date", "past their date", "use-by", "no label", "without a label", "cloudy", "damaged", "cracked", "broken seal", "torn", "unlabelled"),
        words(
            r"\b(?:out of date|past (?:its|their|the) (?:use-by |expiry )?date|expired|date has passed)\b[^.;?|]{0,35}\b(?:(?:is|are) (?:still )?(?:fine|safe|usable|good|all right)|can (?:still )?be (?:used|given)|may (?:still )?be (?:used|given)|still works?|will do|use (?:it|them)|better than)\b",
            r"\b(?:use|uses|give|gives|take|takes|keep using)\b[^.;?|]{0,40}\b(?:even if|although|also (?:if|when)|whether or not|up to (?:a|one|two|three|\d+) (?:days?|weeks?|months?|years?) after|for (?:a|one|two|three|\d+) (?:days?|weeks?|months?|years?) (?:after|past))\b[^.;?|]{0,30}\b(?:out of date|expir\w+|date|cloudy|damaged|cracked|label)\b",
        ),
        unless=words(r"\badrenaline\b|\bpens?\b"),
    ),
    # --- order
    SafePractice(
        "checks, clean hands and agreement come before the task, and not after it",
        ("before check", "before wash", "before ask", "before read", "before look", "before confirm", "then check", "then ask", "then wash", "then read", "then look", "and checks", "afterwards", "after giving", "after the dose", "after starting", "once it is", "once the", "first, then", "first and then", "and then"),
        words(
            r"\b(?:gives?|starts?|begins?|connects?|injects?|puts?|inserts?|does|feeds?|opens?|takes?|attach(?:es)?|turns? on|runs?)\b[^.;?|]{0,45}\bbefore\s+(?:you |they |the PA )?(?:check|wash|ask|read|look|confirm|clean)(?:s|ing)\b(?![^.;?|]{0,15}\bagain\b)",
            r"^\W*(?:gives?|starts?|begins?|connects?|injects?|puts? (?:on|in|down)|does|feeds?|opens?|attach(?:es)?|runs?|draws up)\b[^.;?|]{0,45}(?:,? and)?(?:,| )\s*(?:then|and afterwards|afterwards)\s+(?:checks?|asks?|reads?|looks? at|confirms?|compares?)\b[^.;?|]{0,30}\b(?:label|chart|name|plan|position|date|mark|agree\w*|consent|allerg\w*|settings?|doses?|limits?|right person|side|permission|if they want)\b",
            r"^\W*(?:checks?|asks?|reads?|confirms?|compares?)\b[^.;?|]{0,40}\b(?:label|chart|name|plan|position|date|mark|agree\w*|consent|allerg\w*|settings?|doses?|hands)\b[^.;?|]{0,20}\b(?:afterwards|after (?:giving|starting|the (?:dose|feed|medicine|injection)|each (?:dose|feed|medicine)|it (?:is|has been) given|you have given)|once (?:it|the (?:feed|dose|medicine)) (?:is|has) (?:running|given|started|been given))\b",
            r"\bwash(?:es)?\b[^.;?|]{0,15}\bhands?\b[^.;?|]{0,10}\bonly\b|\bwash(?:es)?\b[^.;?|]{0,15}\bhands?\b[^.;?|]{0,12}\b(?:when|if) (?:they|you|hands|it)\s*(?:are|look|is)?\s*(?:visibly )?(?:dirty|soiled)\b",
        ),
        unless=words(r"\b(?:again|as well|both before|before and after|never|recovery|crew)\b"),
    ),
    # --- only if
    SafePractice(
        "this is done every time, not only when someone asks or something looks wrong",
        ("only if", "only when", "only on", "if there is time", "when there is time", "when you remember", "if you remember", "now and then", "from time to time", "sometimes", "once in a while", "if possible", "when convenient", "if convenient", "where practical", "once a month", "once a year", "once a week", "every few", "most of the time", "if the person asks", "usually"),
        words(
            r"\b(?:checks?|washes|wears?|cleans?|looks? at|flush(?:es)?|records?|rotates?|labels?|asks?|reads?|counts?|measures?|stays?)\b[^.;?|]{0,45}\b(?:if (?:there is|they have|you have) time|when (?:there is|they have|you have) time|when (?:you|they|the PA) remembers?|if (?:you|they|the PA) remembers?|now and then|from time to time|once in a while|when(?:ever)? (?:it is )?convenient|if convenient|most of the time|every few (?:days|weeks|doses|feeds|visits)|every other (?:dose|feed|time|visit))\b",
            r"\b(?:checks?|wears?|washes|looks? at|flush(?:es)?|records?|reads?|measures?|asks?)\b[^.;?|]{0,40}\bonly (?:if|when|on)\b[^.;?|]{0,40}\b(?:asks?|asked|looks?|seems?|feels?|wrong|doubt|worried|dirty|new|first|time|complains?|Mondays?|weekdays?|reminded|inspect\w*)\b",
            r"\b(?:checks?|tests?)\b[^.;?|]{0,40}\b(?:emergency kit|suction|spare|batter(?:y|ies)|alarms?|position|mark|settings?|ventilator|oxygen|smoke alarm)\b[^.;?|]{0,20}\b(?:once a (?:week|month|year)|every (?:month|year|few)|monthly|yearly|weekly|now and then)\b",
        ),
        unless=words(r"\b(?:the plan|smoke alarm|the maker|servic\w+|engineer|only if they (?:agree|want))\b"),
    ),
    # --- left alone, alarms
    SafePractice(
        "someone who depends on a machine, a feed or a watchful eye is not left, and no alarm is silenced without its cause",
        ("alone", "on their own", "unattended", "step out", "pop out", "go out", "goes out", "leave the room", "leaves the room", "leave them", "leaves them", "leave the person", "leaves the person", "silence", "mute", "switch off the alarm", "turn off the alarm", "alarm off", "turns off the alarm", "alarm", "another room", "asleep", "nap", "headphones"),
        words(
            r"\b(?:can|may|could)\s+(?:then |safely |also )?(?:be left|leave (?:them|the person|him|her|someone))\b[^.;?|]{0,25}\b(?:alone|on (?:their|his|her) own|unattended|for (?:a|an|some|several|up to)\b[^.;?|]{0,15}\b(?:minutes?|while|hour|moment)s?|while|during)\b",
            r"\bleaves? (?:them|the person|him|her|someone)\s+(?:alone|on (?:their|his|her) own|unattended|to (?:it|rest|sleep|finish|eat|get on))\b[^.;?|]{0,60}",
            r"\b(?:steps?|pops?|goes?|nips?) (?:out|away|into another room|to the shop)\b[^.;?|]{0,30}\b(?:while|during|as|when)\b[^.;?|]{0,25}\b(?:feed|machine|ventilat\w+|suction|bath|eats?|dose|oxygen|runs?|running|nebuliser)\b",
            r"\b(?:while|during|when)\b[^.;?|]{0,25}\b(?:feed|machine|ventilat\w+|nebuliser|pump|meal)\b[^.;?|]{0,20}\b(?:runs?|running|works?)?,?\s*(?:the PA |you |they )?(?:can|may|could)\s+(?:\w+ )?(?:leave|go out|pop out|do (?:the )?(?:shopping|laundry|housework)|sleep|rest|nap)\b",
            r"\b(?:silences?|mutes?|switch(?:es)? off|turns? off|disables?|ignores?|turns? down)\s+(?:the |an |any |all |its |that )?(?:\w+ )?alarms?\b|\balarms? (?:can|may|could) be (?:silenced|muted|switched off|turned (?:off|down)|ignored|left)\b|\b(?:turn|switch)(?:es|s)? (?:the |an )?(?:\w+ )?alarms? (?:off|down)\b|\balarms? (?:off|muted) (?:at night|while|so that)\b",
            r"\b(?:sleeps?|naps?|dozes?|wears? headphones)\b[^.;?|]{0,25}\b(?:while|during|between)\b[^.;?|]{0,25}\b(?:feed|ventilat\w+|suction|shift|alarm|turns)\b",
        ),
        unless=words(r"\b(?:nurse (?:has )?(?:found|said)|the plan (?:says|allows)|privacy|toilet|private|wants? to be|asks? to be|time alone|prefers?|smoke|if they want|works? alone|never|whoever)\b"),
    ),
    # --- force
    SafePractice(
        "no one pushes against resistance: stop, and ring the one whom the plan names",
        ("force", "push", "press ", "presses", "pull", "tug", "harder", "firmly", "twist", "resistance", "stuck", "blocked"),
        words(
            r"\b(?:pushes?|press(?:es)?|pulls?|tugs?|forces?|twists?|turns?|squeezes?)\b[^.;?|]{0,35}\b(?:harder|hard|firmly|with (?:more|some|extra) (?:force|pressure)|past the resistance|through (?:it|the (?:blockage|resistance))|against (?:the )?resistance|until it (?:gives|goes in|moves|clears|comes (?:out|free)|turns))\b",
            r"\b(?:uses?|applies|apply|with) (?:more|extra|some|a (?:little|bit of)) (?:force|pressure)\b|\b(?:a )?(?:firm|hard|good|sharp) (?:push|pull|tug|shove)\b",
            r"\b(?:forces?)\s+(?:it|the (?:tube|water|fluid|medicine|catheter|feed|plunger|blockage))\b",
        ),
        unless=words(r"\b(?:press(?:es)? (?:hard |firmly )?(?:on|where) (?:it|the|blood (?:wound|cut|bleeding|dressing|place))|bleed\w*|wound|brakes?|button|compress\w*|chest|CPR|rescue|magnet|thigh|pen)\b"),
    ),
    # --- concealment
    SafePractice(
        "no medicine is hidden from someone, and no one is told an untruth about it",
        ("hide", "hides", "hidden", "crush", "disguise", "sneak", "slip ", "slips ", "mix ", "mixes ", "mixed", "without telling", "without saying", "without their know", "knowing", "not tell", "not mention", "pretend", "covert", "vitamin", "not notice", "do not say"),
        words(
            r"\b(?:hides?|slips?|sneaks?|disguises?|conceals?|mix(?:es)?|stirs?|puts?|crush(?:es)?)\b[^.;?|]{0,30}\b(?:tablets?|medicines?|medication|capsules?|dose|pills?|it|them)\b[^.;?|]{0,25}\b(?:in|into|under|with)\b[^.;?|]{0,20}\b(?:food|drink|yogh?urt|tea|jam|pudding|juice|ice cream|meal|porridge|custard|sandwich|coffee)\b",
            r"\b(?:gives?|does|do|give|carr(?:y|ies) out|puts?)\b[^.;?|]{0,40}\bwithout (?:telling|saying|asking|explaining to|them knowing|their knowledge|the person knowing)\b",
            r"\b(?P<denied>(?:do not|don't|does not|need not|no need to|never|not)\s+(?:have to |need to )?(?:tell|mention|say|explain))\b[^.;?|]{0,25}\b(?:what (?:is|it|they|the)|that (?:it|there|they)|them|the person|about it)\b[^.;?|]{0,30}\b(?:medicine|tablet|in (?:it|their food)|contains|is for|side effects|refuse|dose|mistake|wrong)\b",
            r"\b(?:pretends?|says? that it is|tells? (?:them|the person) (?:that )?it is)\b[^.;?|]{0,15}\b(?:a )?(?:vitamins?|sweets?|sugar|food|something else|nothing)\b",
        ),
        unless=words(r"\b(?:best[- ]interests|recorded decision|pharmacist|openly|only if|agree\w*|asks? (?:for|to have) it|likes|without a recorded|likes it|thicken\w*|water)\b"),
    ),
    # --- restraint and refusal
    SafePractice(
        "no one is held, locked in, given medicine to keep them quiet, or made to go on; ask, and stop when they say no",
        ("hold ", "holds ", "lock", "tie ", "ties ", "strap", "bed rail", "take away", "takes away", "restrain", "force them", "make them", "makes them", "persuade", "insist", "keep going", "carry on", "carries on", "calm them", "keep them quiet", "quiet", "say no", "says no", "refus", "brakes", "out of reach", "talk them into", "talks them into", "anyway", "pulls away", "turns away", "stop means"),
        words(
            r"\b(?:holds?|pins?|keeps?)\s+(?:their|the person's|his|her|down)\s*(?:arms?|hands?|wrists?|legs?|head|shoulders)?\s*(?:down|still|firmly)\b[^.;?|]{0,40}\b(?:if|when|while|so that|until|to)\b",
            r"\b(?:locks?|ties?|straps?)\s+(?:them|the person|him|her|someone|the (?:front |bedroom )?door)\b[^.;?|]{0,40}\b(?:so that|to keep|to stop|if|when|at night|in|down)\b",
            r"\b(?:takes? away|removes?|puts?)\s+(?:their|the|the person's)\s+(?:wheelchair|walking frame|frame|phone|call bell|bell|stick|controls?|communication aid|glasses|hearing aids?)\b[^.;?|]{0,30}\b(?:so that|to stop|to keep|if they|when they|out of (?:their )?reach|until they)\b",
            r"\b(?:gives?|offers?|uses?)\b[^.;?|]{0,35}\b(?:to (?:keep|make) (?:them|the person|him|her) (?:quiet|calm|sleepy|sleep|docile)|to calm (?:them|the person) down|so that (?:they|the person|he|she) (?:sleeps?|is quiet|stays? calm|does not (?:wander|disturb)))\b",
            r"\b(?:if|when|although|even if|even though|after)\s+(?:they|the person|he|she|someone)\s+(?:says? no|refuses?|pulls? away|turns? away|objects?|does not want(?: it| to)?|is unsure|cries|resists?)\b[^.;?|]{0,15},?\s*(?:the PA |you |they )?(?:can |may |should |must )?(?:carr(?:y|ies) on|goes? on|go on|keeps? going|gives? it|does it|do it|finish(?:es)?|persuades?|insists?|tries? harder|holds?|goes ahead|go ahead|hides?|continues?|does (?:it|the task) (?:quickly|anyway|gently))\b",
            r"\b(?:carr(?:y|ies) on|goes? on|go on|keeps? going|gives? it|does it|do it|finish(?:es)?|persuades?|insists?|continues?|goes ahead|goes through with it)\b[^.;?|]{0,30}\b(?:anyway|even if|although|even though|also when|whether or not)\b[^.;?|]{0,30}\b(?:no\b|refus\w*|object\w*|want|agree\w*|pull\w*|cr(?:y|ies)|stop)",
            r"\b(?:talks?|pushes|pressures?|bribes?) (?:them|the person|him|her|someone) into\b",
        ),
        unless=words(r"\b(?:safe from|CPR|brakes on|seat belt|wheelchair strap|tube in place|never|keeps? a loose|in place|belt in|posture|as the plan|stops?|asks? why|rings?|ask again)\b"),
    ),
    # --- consent
    SafePractice(
        "someone agrees each time in their own way; silence, a relative or an old form is no agreement",
        ("silence", "consent", "agree", "permission", "not object", "not say no", "does not protest", "says nothing", "no answer", "signed a form", "once and for all", "asked once", "capacity", "diagnos", "dementia", "learning disabil", "on their behalf", "speak for", "speaks for", "decide for", "decides for", "unwise"),
        words(
            r"\b(?:silence|no answer|saying nothing|not objecting|no objection|not saying no|not protesting|not pulling away)\s+(?:counts? as|means?|is|can be taken as|shows?|is taken as)\s+(?:a |an )?(?:yes|agreement|consent|enough|permission|(?:that )?they agree)\b",
            r"\b(?:if|when|as long as|where)\s+(?:they|the person|someone|he|she)\s+(?:does not|do not|doesn't|don't)\s+(?:object|say no|protest|pull away|resist|complain|answer)\b[^.;?|]{0,25}\b(?:agreed?|consent\w*|yes|go ahead|carry on|enough)\b",
            r"\b(?:consent|agreement|permission|yes)\b[^.;?|]{0,30}\b(?:is|was|holds?|lasts?|counts?|stays?)\s+(?:given |asked |valid |good |needed )?(?:once and for all|for ever|forever|only once|once|for good|for every task|for all tasks|for life|for the (?:year|whole (?:year|stay)))\b",
            r"\b(?:asks?|asked|needs? to ask)\b[^.;?|]{0,25}\b(?:once|only (?:once|the first time|at the start))\b[^.;?|]{0,20}(?:,| and)\s*(?:and )?(?:then )?(?:not again|never again|no more|that (?:is|covers)|it holds|covers)\b",
            r"\b(?:someone|people|a person|anyone|those|adults?)\s+(?:with|who (?:has|have))\s+(?:a |an )?(?:diagnosis|dementia|learning disabilit(?:y|ies)|brain injury|mental illness|mental health (?:condition|problem)|autism|no speech|communication (?:aid|difficult\w+))\b[^.;?|]{0,25}\b(?P<denied>(?:cannot|can't|can never|is not able to|are not able to|does not have (?:the )?capacity|lacks?|do not have (?:the )?capacity|is unable to|are unable to))\b",
            r"\b(?P<denied2>(?:lacks? capacity|has no capacity|cannot decide))\s+(?:because|if|when)\s+(?:they|he|she|the (?:person|decision|choice))\b[^.;?|]{0,25}\b(?:diagnos\w+|dementia|unwise|old|age|cannot speak|do not speak|does not speak|disagree\w*|bad (?:choice|decision)|refus\w*)\b",
            rf"\b{_LAY}\s+(?:can |may |must |should |then )?(?:agrees?|consents?|decides?|signs?|speaks?|says? yes)\s+(?:for|on behalf of|instead of|in place of)\s+(?:them|the person|him|her|an adult|someone)\b",
            r"\b(?:the )?(?:family|relatives?|parents?|next of kin|employer|nurse)(?:'s|s')?\s+(?:agreement|consent|permission|yes)\s+(?:is (?:enough|needed)|counts|will do|comes first|takes the place)\b",
            r"\b(?:an )?unwise (?:decision|choice)s?\s+(?:shows?|means?|proves?|is a sign)\b",
        ),
        unless=words(r"\b(?:attorney|deputy|best[- ]interests|under 16|children|child|court|lasting power|parental responsibility)\b"),
        own_negative=False,
    ),
    # --- promises of safety
    SafePractice(
        "no medicine, device or task is free of risk; say what to watch for",
        ("no risk", "without risk", "risk-free", "risk free", "harmless", "cannot harm", "can do no harm", "never fails", "cannot go wrong", "completely safe", "perfectly safe", "always safe", "no side effect", "cannot overdose", "guarantee", "always works", "safe for everyone", "no danger"),
        words(
            r"\b(?P<denied2>(?:there is|has|have|with|carries) no (?:risk|danger|side effects?)|no danger)\b|\brisk[- ]free\b|\b(?:is|are) harmless\b|\b(?P<denied>cannot (?:do (?:any )?harm|harm|go wrong|overdose|hurt))\b|\bcan do no harm\b|(?P<denied3>\bnever fails?)\b|\b(?:completely|perfectly|always|entirely) safe\b|\balways works?\b|\bsafe for everyone\b",
        ),
        unless=words(r"\b(?:at risk|no task|not|if there is no danger|when there is no danger|job|employer|promise|think|believe|until there is|danger to)\b"),
        subject=words(r"\b(?:medic\w+|tube|feed\w*|oxygen|catheter|insulin|inject\w*|inhaler|patch|cream|dressing|device|suction|thicken\w*|dose|pump|machine|treatment|seizure|magnet|naloxone|adrenaline|glucagon|delegat\w*|task)\b"),
    ),
    SafePractice(
        "checks, clean hands and agreement come before the task, and not after it",
        ("afterwards", "later", "straight after", "once it is done", "second"),
        words(
            r"^\W*(?:gives?|starts?|begins?|connects?|injects?|puts?|does|feeds?|opens?|attach(?:es)?|runs?|draws? up)\b[^.;?|]{0,70}\b(?:and|then)\s+(?:checks?|asks?|reads?|looks? at|looks? up|confirms?|compares?|measures?|tests?|washes)\b[^.;?|]{0,40}\b(?:afterwards|later|second|once it is done)\b",
        ),
        unless=words(r"\b(?:again|as well|too|hands afterwards|before and after)\b"),
    ),
    SafePractice(
        "training, observed practice and assessment come before the sign-off",
        ("sign off", "signs off", "sign-off", "signed off", "them off", "the pa off", "it off"),
        words(
            r"\bsigns? (?:them |the PA |it )?off\b[^;?|]{0,25}\b(?:then|afterwards|and later|before)\b[^.;?|]{0,40}\b(?:train(?:s|ing)?|assess(?:es|ment|ing)?|watch(?:es|ing)?|observ\w+|practi[sc]\w+)\b",
            r"\b(?:training|assessment|observed practices?|practices?)\b[^.;?|]{0,25}\b(?:follows?|comes? after|can (?:follow|come)|is done|are done|within)\b[^.;?|]{0,30}\b(?:sign-off|after (?:the |a )?sign-off|first (?:week|month|weeks|months)|month of the sign-off)\b",
            r"\bsigned off\b[^.;?|]{0,30}\b(?:and|then) (?:is |are )?(?:trained|assessed|watched) (?:later|afterwards|within|in the first)\b",
        ),
        whole=True,
        unless=words(r"\b(?:again|next|each|another|not|no one|refresh\w*|expired|lapse\w*)\b"),
    ),
    SafePractice(
        "someone can say no or stop at any time, whatever was agreed, and no one may hold it against them",
        ("refuse", "say no", "says no", "withdraw", "change their mind", "change your mind", "declin", "binds", "binding", "turn down", "turns down", "cannot stop", "committed"),
        words(
            r"\b(?:right to|may|can|could|free to|is able to)\s+(?:always |then |still )?(?:refuse|say no|withdraw|stop|decline|change (?:their|your) minds?)\b[^.;?|]{0,40}\b(?:unless|except|but not|only (?:if|when|before|until|with|at)|as long as|provided|until the)\b",
            r"\b(?:binds|is binding|are binding|(?:is|are) bound (?:by it|until|for)|(?:is|are) committed (?:to|until|for))\b",
            r"\b(?:fewer|no more|less|cut|lower)\s+(?:hours|shifts|pay|work)\b[^.;?|]{0,50}\b(?:says? no|refus\w*|declin\w*|turns? (?:it |them |a task )?down)\b|\b(?:says? no|refus\w*|declin\w*|turns? (?:it |them |a task )?down)\b[^.;?|]{0,60}\b(?:fewer|no more|less|cut|lower|loses?|lose)\s+(?:the |their |your )?(?:hours|shifts|pay|work|job|place)\b",
            r"\b(?:warn(?:ing|ed)?|disciplin\w+|dismiss\w*|sack\w*|end (?:the|their) contract)\b[^.;?|]{0,40}\b(?:says? no|refus\w+|declin\w+)\b|\b(?:who|if (?:you|they|the PA)) (?:says? no|refus\w+|declin\w+)\b[^.;?|]{0,40}\b(?:warn(?:ing|ed)?|disciplin\w+|dismiss\w*|sack\w*)\b",
        ),
        own_negative=True,
        unless=words(r"\b(?:no one (?:may|can|offers|gives)|never|unlawful|not allowed|against the law|must not|cannot dismiss|never|no one may|contract of employment|to a job|harm to others|attorney|life)\b"),
    ),
    SafePractice(
        "consent is asked each time, and lasts no longer than the person agrees",
        ("yearly", "every year", "once a year", "annual", "at the review", "until the review", "at the start, ", "monthly", "once a month", "each month", "once a week", "in advance for"),
        words(
            r"\b(?:consent|agreement|permission|asks? (?:if|whether) they agree|agrees?)\b[^.;?|]{0,45}\b(?:(?:at the )?yearly|every year|once a (?:year|month|week)|annual\w*|monthly|at the (?:yearly )?review|until the (?:next )?review)\b",
        ),
        unless=words(r"\b(?:story|photo|figures?|publish\w*|register|contract|record|insurer|funder|also|as well as each|data)\b"),
        where="done",
    ),
    SafePractice(
        "an employer, a relative or a PA does not assess, delegate or review, and a PA does not review their own work",
        ("assessor", "reviewer", "delegator", "still needed", "still safe", "still wanted", "own review", "reviews their own", "renew", "extend", "supervisor of", "own practice", "ticks off", "tick off", "practices", "observes"),
        words(
            rf"\b{_LAY}{_MAY}(?:be|act as|serve as|become|stand in as)\s+(?:the |an? |your )?(?:only |sole |second )?(?:assessor|delegator|reviewer|one who (?:assesses|signs|reviews))\b",
            r"\b(?:the|a|your|each) PA\s+(?:then )?(?:confirms?|decides?|checks?|reviews?|renews?|extends?|judges?)\b[^.;?|]{0,40}\b(?:still (?:needed|wanted|safe|done)|sign-off|own work|own practice)\b",
            r"\b(?:reviews?|assess(?:es)?|renews?|extends?) (?:their|your|his|her) own (?:work|task|tasks|practice|sign-offs?)\b",
            r"\b(?:teach(?:es)?|trains?|shows?)\s+(?:a|the|an|another|each)?\s*(?:new |next |other |second |junior )(?:PAs?|starters?|colleagues?)\s+(?:the |a |this )?(?:\w+ )?task\b",
            r"\b(?:ticks? off|counts?|signs?|observes?) (?:the |their |an? )?(?:observed )?practices?\b[^.;?|]{0,40}\b(?:when|if|because|for)\b[^.;?|]{0,25}\b(?:nurse|no time|colleague|assessor|busy)\b",
            r"\b(?:employer|family|PA|relative|colleague|person)s?\b[^.;?|]{0,12}\b(?:is|are) (?:then )?(?:the )?(?:sole|only) assessor\b",
        ),
        unless=words(r"\b(?:never|not|authorised|no one|together)\b"),
    ),
    SafePractice(
        "a PA reports what they see; a professional decides what it means and what is needed",
        ("decides", "decide", "works it out", "work it out", "works out", "interprets", "diagnos", "judges", "what it means"),
        words(
            r"\b(?:the|a|your|each) PA\b[^.;?|]{0,40}\b(?:decides?|judges?)\b[^.;?|]{0,25}\b(?:if|whether)\s+(?:a |the |an )?(?:doctor|nurse|GP|professional|hospital|treatment|medicine|antibiotic\w*|ambulance)\b[^.;?|]{0,15}\b(?:is|are) needed\b",
            r"\b(?:the|a|your|each) PA\s+(?:then )?(?:can |may )?(?:diagnos\w+|interprets?|works (?:it|this|the score) out|judges? how serious)\b",
            r"^\W*(?:Diagnoses|Interprets|Judges (?:how serious|whether the)|Decides (?:whether|if) (?:a|the) (?:doctor|nurse|ambulance|wound|treatment|medicine))\b",
        ),
        unless=words(r"\b(?:never|not|cannot|999 at once)\b"),
    ),
    SafePractice(
        "a sign-off given in one place, by one certificate or for one person counts for no other",
        ("certificate", "ward decides", "hospital decides", "ward's", "counts at home", "at home afterwards", "also counts", "proof for every", "for every person", "carries over", "carry over", "still learning", "be learning", "in training", "second pa", "another pa", "second person"),
        words(
            r"\b(?:ward|hospital)\b[^.;?|]{0,50}\b(?:also )?(?:counts?|holds?|(?:is|are) valid|carr(?:y|ies) over|renews?)\b[^.;?|]{0,25}\b(?:at home|afterwards|after discharge|as the review|when they go home)\b",
            r"\bcertificates?\b[^.;?|]{0,40}\b(?:proof|counts?|covers?|valid)\b[^.;?|]{0,25}\b(?:every|each|any|all)\b\s*(?:person|people|task|tasks|employers?)",
            r"\b(?:second|other|another)\s+(?:PA|person|pair of hands)\b[^.;?|]{0,30}\b(?:still (?:be )?learning|in training|(?P<denied>not (?:yet )?(?:be )?signed off|untrained|need not be (?:trained|signed off)|without training))\b",
        ),
        unless=words(r"\b(?:never|unless|watches|until|stops)\b"),
    ),
    SafePractice(
        "only the insurer's own words say who is insured for what; no law and no one else's cover does",
        ("insur", "indemnity"),
        words(
            r"\b(?:nurse|NHS|clinician|professional|council|ICB|agency|hospital)(?:'s|’s)?\s+(?:\w+ )?(?:insurance|indemnity|cover)\b[^.;?|]{0,25}\b(?:covers?|includes?|protects?)\b[^.;?|]{0,25}\b(?:PAs?|employers?|you)\b",
            r"\bindemnity\b[^.;?|]{0,25}\bcovers?\b[^.;?|]{0,25}\b(?:employer|PA)s?\b",
            r"\b(?:law|policy) (?:makes|means that|obliges|forces)\b[^.;?|]{0,20}\binsurers?\b[^.;?|]{0,15}\bcover\w*\b",
            r"\b(?:home|house|car|contents) insurance\b[^.;?|]{0,30}\b(?:covers?|is enough|will do)\b",
            r"\binsur\w+\b[^.;?|]{0,40}\b(?:automatically|without (?:telling|asking)|in any case|anyway)\b[^.;?|]{0,25}\bcover\w*|\bcover\w*\b[^.;?|]{0,40}\bautomatically\b",
        ),
        unless=words(r"\b(?:never|not|does not|ask|only if|unless|no policy)\b"),
    ),
    SafePractice(
        "a PA works for the person only: on a ward they are not staff, and the ward decides who may stay",
        ("ward", "bay", "hospital"),
        words(
            r"\bPAs?\b[^.;?|]{0,25}\b(?:counts? as|(?:is|are|becomes?|works? as) (?:one of |part of |a member of )?(?:the )?)\s*(?:one of the )?(?:ward|care|nursing|hospital|bay)?\s*(?:staff|team|numbers)\b[^.;?|]{0,30}\b(?:of|on|for|in) (?:the |a )?(?:bay|ward|shift|hospital)\b",
            r"\bPAs?\b[^.;?|]{0,30}\b(?:helps?|supports?|looks? after|feeds?|washes) (?:with )?(?:other|the other|another) patients?\b",
            r"\bward\b[^.;?|]{0,15}\b(?P<denied>cannot (?:say no|refuse)|may not refuse|must let|has to let)\b",
        ),
        unless=words(r"\b(?:never|do not|does not|no patient|not\b(?! count))"),
    ),
    SafePractice(
        "what is private stays off private phones, chats and social media",
        ("whatsapp", "facebook", "group chat", "social media", "own phone", "private phone", "instagram", "tiktok", "messenger"),
        words(
            r"\b(?:sends?|posts?|shares?|puts?|uploads?|keeps?|takes?|texts?)\b[^.;?|]{0,70}\b(?:WhatsApp|Facebook|group chat|social media|Instagram|TikTok|Messenger|(?:own|private|personal) (?:phone|e-?mail|laptop|account))\b",
            r"\b(?:WhatsApp|Facebook|group chat|social media)\b[^.;?|]{0,50}\b(?:photos?|readings?|records?|notes?|names?|details)\b",
        ),
        unless=words(r"\b(?:no names?|never|not|recruit\w*|advert\w*|advertise|only if|agree\w*|network|peer|nothing|call|ring|rings|ask\w*|group for PAs|keep(?:s)? .{0,20} off|turned off|private life)\b"),
    ),
    SafePractice(
        "a reading is written down as it was; one that is outside the limits is told, and not measured away",
        ("reading", "measurement", "temperature", "blood pressure", "score"),
        words(
            r"\b(?:repeats?|measures?|takes?|tries)\b[^.;?|]{0,45}\buntil\b[^.;?|]{0,30}\b(?:normal|within|right|lower|better|limit|fits|good)\b",
            r"\b(?:records?|writes? (?:down)?|keeps?|notes?)\b[^.;?|]{0,25}\b(?:the )?(?:best|lower|lowest|better|normal|nicer|last) (?:one|reading|of)\b|\b(?:leaves? out|ignores?|drops?|deletes?)\b[^.;?|]{0,20}\b(?:odd|high|low|bad|wrong|outlying) (?:one|readings?)\b",
        ),
        unless=words(r"\b(?:never|not|bring|glucose goes up|low-glucose)\b"),
    ),
    SafePractice(
        "a sign of danger is never called normal; it is told, and someone who can judge it decides",
        ("is normal", "are normal", "nothing to worry", "no cause for", "to be expected", "harmless", "needs no call", "is common and", "are common and", "do not worry", "no reason to"),
        words(
            r"\b(?:pain\w*|blood|bleeding|fever|temperature|shiver\w*|breathless\w*|drows\w+|sleep(?:y|iness)|confus\w+|swelling|swollen|redness|rash|purple|black|blue|dark|cold|numb\w*|vomit\w*|sick|pus|leak\w*|dizz\w+|faint\w*|cough\w*|headache|alarm)\b[^.;?|]{0,45}"
            r"\b(?:(?:is|are)\s+(?:quite |perfectly |often |usually )?(?:normal|harmless|nothing to worry about|to be expected)|(?P<denied>no cause for (?:alarm|concern|worry)|needs? no (?:call|nurse|help|doctor)|(?:is|are) common and\b[^.;?|]{0,12}\bno))\b",
            r"\b(?P<denied2>no reason to|do not worry|nothing to worry)\b[^.;?|]{0,30}\b(?:about|if|when|ring|call|stop|tell)\b",
        ),
        unless=words(r"\b(?:never|is not normal|are not normal|for this person|as usual|plan|who is normal|story|say that|not normal)\b"),
    ),
    SafePractice(
        "a task stops at blood, pain, resistance, an alarm or trouble breathing, and the one whom the plan names is rung",
        ("carries on", "carry on", "goes on", "go on", "keeps going", "keep going", "continues", "continue", "finishes", "finish ", "despite", "does not stop"),
        words(
            r"\b(?:carr(?:y|ies) on|goes? on|keeps? going|continues?|finish(?:es)?|completes?)\b[^.;?|]{0,40}\b(?:when|if|although|even if|even though|despite|while|through)\b[^.;?|]{0,35}\b(?:blood|bleed\w*|pain\w*|hurts?|resist\w*|alarm|cough\w*|breathless\w*|pale|dizz\w+|sick|swell\w*|leak\w*|chok\w*|blue|confus\w+|cr(?:y|ies)|upset)\b",
            r"\b(?:if|when)\b[^.;?|]{0,40}\b(?:blood|bleed\w*|pain\w*|hurts?|resist\w*|alarm|cough\w*|breathless\w*|dizz\w+|leak\w*|swell\w*)\b[^.;?|]{0,20},\s*(?:the PA |you |they )?(?:carr(?:y|ies) on|goes? on|keeps? going|continues?|finish(?:es)?)\b",
        ),
        unless=words(r"\b(?:never|999|CPR|the trained person|ring\w*|stops?|plan says|bleeding goes on|seizure|life|as usual|work|job)\b"),
    ),
    SafePractice(
        "no one gives more, adds or repeats because it did not work yet, unless the plan says so",
        ("a second ", "another ", "extra ", "a third ", "additional", "repeats", "repeat the", "adds ", "add "),
        words(
            r"^\W*(?:gives?|adds?|uses?|does|takes?|repeats?|tries|offers?)\s+(?:a |an |the )?(?:second|another|extra|more|additional|third)\s+(?:dose|sets?|puffs?|tablets?|suppositor\w+|sprays?|drops?|enemas?|injections?|patch|scoop|feed|syringe|round)\w*\b[^.;?|]{0,40}\b(?:if|when|until|because|for|after)\b",
            r"\brepeats? (?:the )?(?:dose|it|injection|spray|suppository)\b[^.;?|]{0,30}\b(?:if|when|until|after)\b",
        ),
        unless=words(_DECIDED, r"\b(?:never|not|second pen|still choking)\b"),
    ),
    SafePractice(
        "a dose or a task is at its time, and not earlier or later to suit a shift",
        ("before it is due", "earlier", "early", "later", "late ", "to fit", "suit", "so that the shift", "end of the shift", "before the time", "sooner", "to be safe"),
        words(
            r"\b(?:gives?|does|moves?|brings?|takes?|starts?|do|give)\b[^.;?|]{0,45}\b(?:before it is due|(?:hours?|minutes?) (?:early|earlier|late|later)|earlier|sooner|later|early)\b[^.;?|]{0,25}\b(?:so that|to (?:fit|suit|finish|be safe)|because|when the shift|if the shift)\b",
            r"\b(?:moves?|shifts?|changes?)\s+(?:the |a |their )?(?:dose|feed|medicine|time|turn)s?\b[^.;?|]{0,25}\b(?:to (?:fit|suit)|so that the shift|around the shift)\b",
            r"\bgives?\b[^.;?|]{0,40}\bafter (?:one|two|1|2) minutes?\b",
        ),
        unless=words(r"\b(?:never|not|rota|wages|plan says|nurse says|asks?|rings?)\b"),
    ),
    SafePractice(
        "no PA starts before the training, the assessment, the agreements and the sign-off",
        ("before the assessment", "before the sign-off", "before the training", "before training", "before being", "before they are assessed", "before they are signed", "before anyone has", "before it is signed", "start straight away", "start at once", "starts at once", "while waiting for the", "until the sign-off", "without watching", "by telephone", "by video", "from the records"),
        words(
            r"\b(?:starts?|begins?|does|do|gives?|works?|helps? with|takes? over)\b[^.;?|]{0,30}\b(?:before (?:the |their |an? |any |being )?(?:assess\w+|sign-off|signed off|training|trained|agreement|insurer)|before (?:they|it|anyone) (?:are|is|has)\s+(?:\w+ )?(?:assessed|signed|trained|watched|agreed)|while waiting for (?:the |a )?(?:assessment|sign-off|training|insurer|nurse)|until the (?:sign-off|assessment))\b",
            r"\b(?:signs? off|assess(?:es)?|sign-offs?|assessments?)\b[^.;?|]{0,30}\b(?:by (?:tele)?phone|by video|from the records|without (?:watching|seeing|having seen|meeting)|on paper|from a distance)\b",
        ),
        unless=words(r"\b(?:never|not|no one|no PA|cannot|unless|too)\b"),
    ),
    SafePractice(
        "a sign-off ends when a trigger, a new person or a missed review says so; practices count for the person with whom they were done",
        ("stays valid", "still valid", "remains valid", "is valid for", "keeps its", "stays in force", "still counts", "still count", "also counts", "count too", "counts too", "another person count", "practices with", "practices done", "never expires", "does not expire", "no end date", "for life"),
        words(
            r"\bsign-offs?\b[^.;?|]{0,30}\b(?:stays?|remains?|(?:is|are) still|keeps?|still)\s+(?:valid|counts?|in force|good)\b[^.;?|]{0,40}\b(?:after|when|even if|although|if|during)\b",
            r"\bpractices?\b[^.;?|]{0,30}\b(?:with|for|on) (?:another|other|someone else|a different)\b[^.;?|]{0,25}\bcounts?\b",
            r"\bsign-offs?\b[^.;?|]{0,20}\b(?P<denied>never (?:expires?|ends?|lapses?)|(?:do|does) not (?:expire|end|lapse)|(?:has|have) no end date)\b|\bsign-offs?\b[^.;?|]{0,15}\bfor life\b",
        ),
        unless=words(r"\b(?:transferable|until|only if|not)\b"),
        own_negative=False,
    ),
    SafePractice(
        "an agreement comes before the task, from the person, and only those who made it change it",
        ("afterwards", "signs later", "sign later", "a nod", "the word of", "say-so", "add tasks", "adds tasks", "add a task", "adds a task", "extend the agreement", "drowsy", "decide for someone", "decides for someone"),
        words(
            r"\b(?:agrees?|signs?|consents?|is asked|are asked)\s+(?:only )?(?:afterwards|later|when it is over|once it is done)\b",
            r"\b(?:nod|word|yes|say-so|wish|approval)\s+(?:from|of|by)\s+(?:the |a |their )?(?:family|relatives?|parents?|employer|partner|daughter|son)\b[^.;?|]{0,20}\b(?:is|counts|will do|means|settles)\b",
            rf"\b(?:employer|family|PA|agency|council)s?{_MAY}(?:add|adds|extend|widen|change|rewrite)\s+(?:a |the |new |any |more )*(?:tasks?|agreement|list of tasks|plan)\b",
            r"\b(?:PAs?|you|employer|nurse)\s+(?:can|may|will|should)\s+decides? (?:for|on behalf of) someone\b",
        ),
        unless=words(r"\b(?:never|not|own task|with the nurse|nurse agrees|attorney|deputy|best[- ]interests|story|personal life|PA's own)\b"),
    ),
    SafePractice(
        "what keeps someone safe is done, and is never on the list of what a PA does not do",
        ("call 999", "stay with", "wash hands", "wash your", "wear gloves", "record", "ask the person", "check the", "check that", "tell the nurse", "ring the", "stop when", "stop if", "sit the person up", "sit them up", "report", "follow the plan", "read the label", "read the plan", "keep the person", "clean hands", "write down", "call for help", "use the pen"),
        words(
            r"^\W*(?:Call 999|Stay with (?:them|the person)|Wash (?:your |their )?hands|Wear gloves|Record (?:it|what|each|the|every)|Ask (?:the person|before|first)|Check (?:the|that|each|every)|Tell the (?:nurse|person|doctor|crew|pharmacist)|Ring the (?:nurse|doctor|pharmacist|team)|Stop (?:when|if|at once)"
            r"|Sit (?:them|the person) up|Report|Follow the (?:plan|label|chart)|Read the (?:label|plan|chart)|Write (?:it|them) down|Call for help|Use the pen|Keep (?:them|the person) (?:safe|upright|sitting up|warm|on their side))\b[^.;|]*$",
        ),
        unless=words(r"\b(?:without|before|only|unless|more|instead|later|until|alone|if\b(?! (?:the person|they) (?:says?|asks?|wants?))|when\b(?! (?:the person|they) (?:says?|asks?|wants?))|by phone|for (?:someone|another|a colleague)|on behalf|from memory|in advance|settings|wrong|other|as given|as done|else|too|first)\b"),
        where="not-done",
    ),
)  # fmt: skip
