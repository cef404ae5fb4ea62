"""What holds in first aid and everyday healthcare, and the sentences that say the opposite.

It is what public first-aid advice and the records of this framework say themselves. None of it replaces a person's plan.
"""

from pa_framework.facts.practice import SafePractice, words

_L = r"[^.;?|]"
_ONE = r"(?:them|him|her|it|the person|someone|their|his|the)"
_PLAN = r"\b(?:the plan (?:says|names|allows|shows)|as the plan|their plan|unless the plan|palliative|end of life)\b"
_N = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|sixty|an|half an)"
CARE = (
    # --- position
    SafePractice(
        "someone who is fed, eats, drinks or cannot get their breath sits up",
        ("flat", "lying", "lies", "lay ", "lie ", "laid", "on their back", "reclin", "head back", "tilt", "slump"),
        words(
            rf"\b(?:lay|lie|lays|put|puts|help|helps|keep|keeps|roll|rolls)\s+{_ONE}\s+(?:to lie )?(?:down |back )?(?:flat|down|on (?:their|his|her) back)\b",
            r"\b(?:lies?|lying|laid|rests?|stays?|is)\s+(?:down |back )?flat\b",
            r"\b(?:head|chin)\s+(?:tilted |tipped |held )?(?:back|up)\b[^.;?|]{0,20}\b(?:to (?:swallow|drink|eat)|when|while|for)\b|\btilts?\s+(?:their|the|his|her)?\s*head\s+back\b",
            r"\blies? (?:down|back) (?:straight )?(?:after|for|during|while)\b|\blie down (?:straight |right )?(?:after|during)\b",
        ),
        words(r"\b(?:feed\w*|gastrostomy|nasogastric|swallow\w*|thicken\w*|eat\w*|drink\w*|meal\w*|breathless\w*|breath\w*|ventilat\w+|cough\w*|oxygen|inhaler\w*|nosebleed)\b"),
        unless=words(r"\b(?:legs raised|awake|recovery|on (?:their|one) side|unless|if they (?:want|prefer)|never|not breathing|CPR|faint\w*|stood up|was|story|suppositor\w+|drops|eye|dressing|shock|adrenaline|bed rest|spinal|hoist\w*|turn\w*|wakes?|headaches?|drowsy|who is|feed someone)\b", _PLAN),
    ),
    SafePractice(
        "a urine bag hangs below the bladder and off the floor",
        ("above the bladder", "higher than the bladder", "level with the bladder", "above the level", "on the floor", "above the hip", "on the bed", "above the waist", "higher than"),
        words(
            r"\b(?:above|higher than|level with|over) (?:the )?(?:level of the )?(?:bladder|waist|hips?|tummy|chest)\b",
            r"\b(?:bag|it)\b[^.;?|]{0,30}\b(?:on the (?:floor|bed|chair)|flat on)\b",
        ),
        words(r"\b(?:catheter\w*|urine|bladder|sheath|urostomy|nephrostomy)\b"),
        unless=words(r"\b(?:never|off the floor|cuff|if the bag is|spinal|injury)\b"),
    ),
    SafePractice(
        "for a nosebleed someone leans forward; for a stroke, a heart attack or an adrenal crisis they do not walk about",
        ("lean back", "leans back", "head back", "walk about", "walk around", "walks about", "walks around", "get up and walk", "stand up", "keep moving", "keep them moving", "exercise it off"),
        words(
            r"\b(?:leans?|tips?|tilts?)\b[^.;?|]{0,20}\b(?:head )?back(?:wards)?\b",
            r"\b(?:gets?|helps?|lets?|asks?|tells?|walks?|encourages?|has|have)\s+(?:them|the person|him|her|someone)\s+(?:to )?(?:up and )?(?:walk|walking|stand|stand up|move about|keep moving|about)\b",
        ),
        words(r"\b(?:nosebleed|nose bleeds|chest pain|stroke|heart attack|anaphyla\w*|allergic|adrenal crisis|overdose|adrenaline)\b"),
        unless=words(r"\b(?:never|must not|cannot|if they|was|once)\b"),
    ),
    # --- emergencies
    SafePractice(
        "someone who is very ill is not given food, drink or a home remedy, and is not left to sleep; call 999",
        ("aspirin", "paracetamol", "painkiller", "sleep", "rest", "water", "drink", "sugar", "tea", "coffee", "brandy", "alcohol", "glass of"),
        words(
            r"\b(?:give|gives|offer|offers|let|lets)\b[^.;?|]{0,30}\b(?:aspirin|paracetamol|painkillers?|brandy|alcohol|coffee|a cup of tea|a glass of water|something to (?:eat|drink))\b[^.;?|]{0,50}",
            r"\b(?:let|lets|leave|leaves|put|puts|help|helps)\s+(?:them|the person|him|her|someone)\s+(?:to )?(?:sleep|rest|lie down|go to bed|nap)\b(?: it off)?",
        ),
        words(r"\b(?:stroke|chest pain|cannot be woken|unconscious|opioid|overdose|sepsis|head injury|hit their head|choking|seizure|adrenal crisis|anaphylaxis|severe allergic)\b"),
        unless=words(r"\b(?:if they want|after(?:wards)?|once|recover\w*|prescribed|awake|can swallow|recovery|nothing|before)\b", _PLAN),
    ),
    SafePractice(
        "choking: cough, back blows, then thrusts; nothing is given to wash it down, and no finger sweeps the mouth blindly",
        ("chok", "back blow", "thrust", "stuck in", "wash it down"),
        words(
            r"\b(?:drink|water|bread|sips?|swallow)\b[^.;?|]{0,40}\b(?:wash(?:es)? it down|help(?:s)? it down|clear(?:s)? (?:it|the throat))\b|\bwash(?:es)? it down\b",
            r"\b(?:sweep|reach|fingers?|feel|hook)\b[^.;?|]{0,30}\b(?:mouth|throat|it out)\b",
            r"\bhold(?:s)? (?:them |the person |him |her )?upside down\b",
            r"\b(?:wait|waits)\b[^.;?|]{0,30}\b(?:chok\w+|coughing|it to (?:pass|clear|come up))\b",
        ),
        unless=words(r"\b(?:can see|you see|visible|never|not|powder)\b"),
    ),
    SafePractice(
        "a burn is cooled under running water for 20 minutes; no ice, butter, cream or toothpaste",
        ("burn", "scald"),
        words(r"\b(?:ice|butter|toothpaste|cream|oil|flour|egg white|honey|cotton wool)\b[^.;?|]{0,30}\b(?:on|over|to|onto)\b[^.;?|]{0,15}\b(?:burn|scald|it)\b", r"\b(?:burst|pop|prick)s?\s+(?:the |any )?blisters?\b", r"\b(?:burn|scald)\b[^.;?|]{0,30}\b(?:ice|butter|toothpaste|oil)\b"),
        unless=words(r"\bwithout\b|\bno \b|\bnever\b"),
    ),
    SafePractice(
        "heavy bleeding is pressed on and not released to look; what sticks in a wound stays in",
        ("bleed", "wound", "tourniquet"),
        words(
            r"\b(?:lift|lifts|take|takes|release|releases|let|lets|remove|removes)\b[^.;?|]{0,30}\b(?:off|go|away|dressing|pressure|pad)\b[^.;?|]{0,30}\b(?:every|to (?:look|check|see))\b",
            r"\b(?:pull|pulls|take|takes|remove|removes) (?:out )?(?:the |any |an )?(?:knife|glass|object|splinter)\b",
            r"\b(?:wash|washes|rinse)\b[^.;?|]{0,20}\b(?:before|first)\b[^.;?|]{0,20}\bpress\w*\b",
        ),
        words(r"\b(?:bleed\w*|blood)\b"),
        unless=words(r"\bif the\b|\bpatch\b|\bstocking\b|\bfistula needle\b"),
    ),
    SafePractice(
        "signs of a stroke are an emergency, also when they pass",
        ("stroke", "face drops", "slurred", "one side"),
        words(r"\b(?:pass(?:es)?|settles?|goes away|gone|better)\b[^.;?|]{0,30}\b(?:no need|wait|GP|not need|same day|next day|routine)\b", r"\b(?:wait|rest|sleep)\b[^.;?|]{0,30}\b(?:stroke|one side|slurred|face)\b"),
        unless=words(r"\bdo not\b|\beven if\b"),
    ),
    SafePractice(
        "a seizure is timed from its start, and 999 is called after 5 minutes or as the plan says; afterwards someone stays until the person has recovered",
        ("seizure", "fit ", "fits", "midazolam", "diazepam", "magnet"),
        words(
            r"\b(?:after|more than|longer than|over|beyond|lasts?|reaches)\s+(?:about )?(?:[6-9]|1\d|[2-9]\d|ten|fifteen|twenty|thirty|sixty|half an)\s*(?:minutes?|hours?|hour)\b(?![^.;?|]{0,30}\b(?:before|ago)\b)",
            r"\b(?:wait|waits)\b[^.;?|]{0,30}\b(?:second|another|next|third) (?:seizure|fit)\b|\b(?:only|until|when) (?:a |the )?(?:second|third) (?:seizure|fit)\b",
            r"\b(?:throw|splash|pour)s?\b[^.;?|]{0,15}\bwater\b|\b(?:slap|shake|wake)s?\s+(?:them|the person|him|her)\b",
            r"\bleaves? (?:them|the person) (?:to sleep|alone|once)\b|\bas soon as (?:the shaking|it|the seizure) (?:stops|ends)\b[^.;?|]{0,30}\b(?:leave|go|eat|drink|walk|stand)\b",
            r"\b(?:food|drink|water|tablets?|medicine)\b[^.;?|]{0,20}\b(?:during|while)\b[^.;?|]{0,20}\b(?:seizure|fit|shaking)\b",
        ),
        words(r"\b(?:seizures?|fits?|epilep\w+|midazolam|diazepam|magnet)\b"),
        unless=words(r"\b(?:\d+ to \d+|refresher|course|months|years|minutes (?:before|apart|later)|every|travel|arrive|plan's|study|shift|water|never|day|training|ESNA|within|appointment)\b"),
    ),
    # --- diabetes
    SafePractice(
        "low glucose is treated with sugar at once, and no insulin is given; high glucose is told, not walked off",
        ("low", "hypo", "insulin", "glucose", "sugar", "diet drink", "sugar-free"),
        words(
            r"\b(?:gives?|takes?|injects?)\s+(?:the |their |some |more |extra |a )?(?:\w+ )?insulin\b[^.;?|]{0,40}\b(?:low|hypo|below|shak(?:y|es)|sweat\w*|drowsy|unconscious|cannot be woken|being sick|not eating|whether or not|even if|before (?:checking|the reading|asking))\b",
            r"\b(?:low|hypo|below|drowsy|unconscious|cannot be woken)\b[^.;?|]{0,45}\b(?:gives?|injects?)\s+(?:the |their |some |more |extra |a )?(?:\w+ )?insulin\b",
            r"\b(?:low|hypo)\b[^.;?|]{0,50}\b(?:diet (?:drink|cola|coke)|sugar-free|sweetener|water|wait|insulin|rest|sleep|exercise|walk)\b",
            r"\b(?:diet (?:drink|cola|coke)|sugar-free (?:drink|cola))\b[^.;?|]{0,40}\b(?:low|hypo)\b",
            r"\b(?:gives?|keeps?)\b[^.;?|]{0,30}\binsulin\b[^.;?|]{0,30}\b(?:even (?:if|when)|although|whether or not)\b[^.;?|]{0,40}\b(?:eat\w*|meal|sick|ill|low|vomit\w*|food)\b",
            r"\bwaits? (?:a|an|\d+|for|until)\b[^.;?|]{0,30}\b(?:low|hypo)\b",
        ),
        words(r"\b(?:diabet\w*|insulin|glucose|glucagon|hypo\w*|sugar)\b"),
        unless=words(r"\b(?:before any insulin|without waiting|ask|rings?|tell|oxygen|low-risk|has had insulin|have had insulin|had insulin|does not|do not wait|stored|fridge|below the line)\b"),
    ),
    SafePractice(
        "insulin goes under the skin at a fresh place with a new needle; the needle is never re-capped by hand",
        ("needle", "lancet", "same spot", "same place", "same site", "recap", "re-cap", "cap ", "cap back", "sharps", "sheath"),
        words(
            r"\b(?:re-?caps?|re-?sheaths?|put(?:s)? (?:the )?(?:inner |outer )?caps? back)\b",
            r"\b(?:same|usual) (?:spot|place|site|finger|point)\b[^.;?|]{0,25}\b(?:each|every|time|again|always|so that|because)\b|\b(?:always|each time|every time|keeps? to)\b[^.;?|]{0,25}\bthe same (?:spot|place|site|finger|point)\b",
            r"\b(?:needles?|lancets?|sharps)\b[^.;?|]{0,35}\b(?:in|into|to) (?:the |a )?(?:household |kitchen |ordinary |normal |recycling |rubbish |black )?(?:bin|bins|bag|rubbish|recycling|drinks? can|bottle|jar|waste|toilet)\b",
            r"\b(?:bends?|breaks?|snaps?|cuts?)\s+(?:the |off )?(?:used )?needles?\b|\bcarr(?:y|ies)\b[^.;?|]{0,15}\b(?:used|open|uncapped) needles?\b",
            r"\b(?:sharps (?:box|bin))\b[^.;?|]{0,40}\b(?:full to the (?:top|brim)|to the brim|press(?:es)? (?:it )?down|empt(?:y|ies)|reach(?:es)? in|until (?:it is )?full|shak(?:e|es)|push(?:es)? down)\b",
            r"\bchanges? (?:the )?(?:needle|lancet)s?\b[^.;?|]{0,25}\b(?:once|every (?:day|week|few)|weekly|daily|when|if)\b",
            r"\b(?:suck|sucks|scrub|scrubs|squeeze hard)\b[^.;?|]{0,25}\b(?:it|wound|finger|prick|place|blood)\b",
        ),
        unless=words(r"\b(?:never|sharps (?:box|bin|container)\b(?![^.;?|]{0,40}(?:full|brim|press|empt|reach|push))|vein|of the same kind|patch|ties?|pilot|not in|other than)\b"),
    ),
    SafePractice(
        "insulin is kept in the fridge until it is opened and never frozen or heated; medicines are kept as the label says",
        ("freez", "frozen", "microwave", "radiator", "window sill", "windowsill", "hot water", "glove box", "in the car", "direct sun", "sunny", "in the oven", "boiling", "hair dryer", "heater"),
        words(
            r"\b(?:keeps?|stor(?:e|es|ed)|puts?|leaves?|kept|left|warms?|heats?|thaws?|defrosts?|boils?)\b[^.;?|]{0,50}\b(?:freezer|frozen|microwave|radiator|window ?sill|hot water|in the (?:car|sun|bathroom)|glove box|direct sun\w*|sunny|oven|boiling|kettle|heater|hair ?dryer)\b",
            r"\b(?:warms?|heats?)\b[^.;?|]{0,25}\b(?:insulin|feed|patch|medicine|drops|oxygen|it)\b[^.;?|]{0,20}\b(?:microwave|radiator|hot|oven|heater)\b",
        ),
        unless=words(r"\b(?:away from|never|out of|keeps? fabric|not|food|meal|from flames|ice lolly)\b"),
        subject=words(r"\b(?:insulin|medicines?|glucagon|patch\w*|drops|feed\w*|suppositor\w+|injection|oxygen|cream|tablets?|thickener)\b"),
    ),
    # --- medicines
    SafePractice(
        "medicines stay in the pharmacy's packaging, are given from it one person and one time after another, and only to whom they are prescribed",
        ("pots", "egg cup", "envelope", "unlabelled", "decant", "pill box", "dosette", "another container", "in advance", "the night before", "for the week", "leave them out", "leave it out", "on the table", "at the bedside", "beside the bed", "on the side", "all together", "at once with"),
        words(
            r"\b(?:puts?|take(?:s)?|tips?|pops?|decants?|sorts?|counts?|sets?|prepares?|draws?|fills?|lays?)\b[^.;?|]{0,45}\b(?:tablets?|medicines?|doses?|insulin|syringes?|capsules?|them)\b[^.;?|]{0,45}\b(?:pots?|egg cups?|envelopes?|unlabelled|another container|in advance|the night before|for the (?:whole )?(?:week|day|weekend)|ready for the next)\b",
            r"\bleaves?\b[^.;?|]{0,25}\b(?:tablets?|medicines?|dose|it|them)\b[^.;?|]{0,20}\b(?:on the (?:table|side|worktop)|at the bedside|beside the (?:bed|person|plate)|by the bed|for (?:them|the person) to take later|to take later|for later)\b",
        ),
        unless=words(r"\b(?:pharmac\w+|who (?:manages|takes)|own medicines|never|asks|thickener|meal|appetite)\b"),
        subject=words(r"\b(?:medic\w+|tablets?|insulin|dose\w*|inject\w*)\b"),
    ),
    SafePractice(
        "a medicine is given from the written chart and label, and not from memory, a phone call or someone's word",
        ("from memory", "by phone", "over the phone", "verbal", "spoken", "text message", "word of mouth", "family says", "relative says", "employer says", "old chart", "handwritten", "as usual", "by heart", "without the chart", "without a chart"),
        words(
            r"\b(?:gives?|administers?|takes?|follows?|acts? on|changes?|accepts?)\b[^.;?|]{0,45}\b(?:from memory|by heart|without (?:the|a) (?:chart|label|plan)|on (?:a |the )?(?:verbal|spoken) (?:order|instruction|word)|(?:told|heard|given|changed|agreed) (?:by|over the|on the) phone|by phone|over the (?:tele)?phone|by text(?: message)?|word of mouth|if (?:the|a|their) (?:family|relative|employer|daughter|son|mother) says)\b",
            r"\b(?:a |the )?(?:new |changed )?(?:dose|change)\b[^.;?|]{0,25}\b(?:by phone|over the phone|verbal|text message|spoken|on the phone)\b[^.;?|]{0,30}\b(?:is (?:fine|enough|valid|allowed)|counts|can be (?:given|followed)|may be (?:given|followed))\b",
        ),
        unless=words(r"\b(?:in writing|never|not|without the change|records?|date of|rings?|address|report)\b"),
    ),
    SafePractice(
        "a tablet is crushed, split or opened only if the pharmacist says so in writing",
        ("crush", "split", "open the capsule", "opens the capsule", "opens capsules", "dissolv", "chew", "cut the patch", "cuts the patch", "cut a patch", "halve", "cut in half", "cuts in half", "half a patch"),
        words(
            r"^\W*(?:Crush(?:es)?|Splits?|Opens? (?:the )?capsules?|Dissolves?|Cuts?|Halves?)\b[^.;?|]{0,50}\b(?:tablets?|medicines?|capsules?|patch(?:es)?|them|it)\b",
            r"\b(?:can|may|could|should|will)\s+(?:be )?(?:crush\w*|split|open(?:ed)? the capsule|dissolv\w+|cut|halved?)\b[^.;?|]{0,40}\b(?:tablets?|medicines?|capsules?|patch\w*|if|when|to)\b",
            r"\b(?:tablets?|medicines?|capsules?|patch(?:es)?)\b[^.;?|]{0,20}\b(?:can|may|could|is|are)\s+(?:always |also |then )?(?:be )?(?:crushed|split|opened|dissolved|cut|halved|chewed)\b",
            r"\bcrush(?:es)?\b[^.;?|]{0,35}\b(?:if|when|so that|because|to make)\b[^.;?|]{0,30}\b(?:hard|swallow\w*|block\w*|easier|asks?|large|big|fit)\b",
        ),
        unless=words(r"\b(?:pharmacist|in writing|list|never|not|unless)\b"),
        subject=words(r"\b(?:medic\w+|tablets?|patch\w*|dose\w*|gastrostomy)\b"),
    ),
    SafePractice(
        "a patch goes on clean, dry, cool, whole skin at another place, and nothing warms it",
        ("patch",),
        words(
            r"\bpatch\w*\b[^.;?|]{0,50}\b(?:same (?:place|spot|site|patch of skin)|heat pad|hot[- ]water bottle|hot bath|heating pad|broken skin|shaved|hairy|on (?:a )?(?:sore|red)|red skin|over (?:a |the )?(?:cut|wound))\b",
            r"\b(?:same (?:place|spot|site)|heat pad|hot[- ]water bottle|warm(?:s|ed)?)\b[^.;?|]{0,40}\bpatch\w*\b",
            r"\bpatch\w*\b[^.;?|]{0,40}\b(?:in the (?:bin|rubbish|toilet)|flat in|down the toilet|left where)\b|\b(?:two|both|a second|an extra|another) patch(?:es)?\b[^.;?|]{0,40}\b(?:pain|stronger|if|when|until|on)\b",
            r"\bpress(?:es)? (?:the )?(?:new )?patch\b[^.;?|]{0,30}\bbare fingers\b|\bleaves? (?:the )?old patch(?:es)? on\b[^.;?|]{0,25}\b(?:and|while|under|when|with) ",
        ),
        unless=words(r"\b(?:never|not|away from|avoid\w*|without|too many|off|fold\w*|no |missing|fell|falls|if a|found|more than|a quiet patch)\b"),
    ),
    SafePractice(
        "a steroid inhaler is followed by rinsing; a spacer is not shared, and more puffs than the plan says are told",
        ("inhaler", "spacer", "nebuliser", "puff"),
        words(r"\b(?:no need to|do not|does not need to|never)\s+(?:rinse|shake|wash)\b", r"\b(?:as many|as often|extra|more) puffs?\b[^.;?|]{0,30}\b(?:as|like|want|need|until|if)\b|\bpuffs? as (?:they|you) (?:like|need|want)\b|\buntil (?:they|the person) (?:feels?|is|are) better\b", r"\bbreath(?:e|es) out (?:hard |fast )?(?:into|through) (?:the|it)\b"),
        words(r"\b(?:inhaler\w*|nebulis\w+|spacer)\b"),
        unless=words(_PLAN, r"\b999\b"),
        own_negative=True,
    ),
    SafePractice(
        "drops and sprays: clean hands, the tip touches nothing, a bottle is for one person and thrown away when its time after opening is over",
        ("drop", "spray", "tip", "bottle"),
        words(
            r"\b(?:touch(?:es)?|rest(?:s)?|wip(?:e|es)|press(?:es)?)\b[^.;?|]{0,25}\b(?:the )?(?:tip|dropper|nozzle|bottle)\b[^.;?|]{0,20}\b(?:on|to|against|with|into)\b[^.;?|]{0,20}\b(?:eye|lash\w*|eyelid|lid|skin|ear|finger)\b",
            r"\b(?:same|one) bottle\b[^.;?|]{0,25}\b(?:for (?:both|all|two|everyone|several)|two people|people)\b|\b(?:until|till) (?:the bottle|it|they) (?:is|are|runs?) (?:empty|out|finished|used up)\b",
            r"\b(?:both|all) (?:drops|kinds)\b[^.;?|]{0,20}\b(?:together|at once|one after the other without|straight after)\b|\bwithout (?:a |any )?(?:wait|gap|waiting) between\b",
            r"\b(?:wrong|either|whichever) (?:eye|ear|side)\b[^.;?|]{0,20}\b(?:is fine|does not matter|will do)\b",
        ),
        words(r"\b(?:drops?|spray\w*|eye|ear|nasal)\b"),
        unless=words(r"\bboth eyes\b[^.;?|]*\bchart\b|\bnever\b|\bnot\b|\bcheck\w*\b|\bsuction\b"),
    ),
    SafePractice(
        "near oxygen there is no flame, smoke, grease, oil or petroleum jelly",
        ("oxygen", "smok", "vap", "candle", "petroleum", "vaseline", "cooker", "gas fire"),

        words(
            r"\b(?:petroleum jelly|vaseline|oil[- ]based|grease|oil)\b[^.;?|]{0,45}\b(?:nose|lips|face|nostrils|cannula|mask|valve|fitting)\b",
            r"\b(?:smok(?:e|es|ing)|vap(?:e|es|ing)|candles?|cook(?:s|ing)?|gas fire|heater|open fire)\b[^.;?|]{0,50}\b(?:can|may|is fine|is safe|all right|allowed|with the window open|if (?:the )?oxygen is (?:off|low|turned)|as long as|at arm's length|in the same room|one metre|a metre|is no problem)\b",
            r"\b(?:hang|hangs|cover|covers|dry|dries|keep|keeps|place|places|stand|stands|store|stores)\b[^.;?|]{0,30}\b(?:oxygen|concentrator|cylinder)\b[^.;?|]{0,30}\b(?:near|beside|by|next to|under|with|against|in)\b[^.;?|]{0,15}\b(?:heater|fire|cooker|radiator|curtains?|blanket|cupboard|oven|coat)\b",
        ),
        subject=words(r"\boxygen\b"),
        unless=words(r"\b(?:never|no one|away from|not|burns? faster|outside|metres)\b"),
    ),
    # --- tubes, airway, skin
    SafePractice(
        "the position of a nasogastric tube is checked as the plan says before anything goes down; air, bubbles or colour are no check",
        ("whoosh", "listen for air", "bubbl", "litmus", "colour of the", "blow air", "stethoscope", "air down", "after the feed has started", "once the feed", "position", " ph "),
        words(
            r"\b(?:blow|push|put|squirt)s?\b[^.;?|]{0,20}\bair\b[^.;?|]{0,40}\b(?:listen|tube|hear|check)\b|\blisten(?:s)? for (?:air|a whoosh|bubbles)\b|\bwhoosh\b|\bbubbles? in (?:a |the )?(?:glass|water)\b|\bblue litmus\b|\bby the (?:look|colour) of\b",
            r"\bposition\b[^.;?|]{0,50}\b(?:after|once) (?:the )?(?:feed|medicine|flush)\b|\bpositions?\b[^.;?|]{0,30}\b(?:once a (?:day|week)|every (?:few|other|second|third)|daily|weekly|only (?:the first|when|if))\b",
            r"\bpH\b[^.;?|]{0,25}\b(?:(?:above|over|more than|higher than|at least|up to)\s*(?:[6-9]|1[0-4]|5\.5|5)|(?:of|is|between)\s*(?:[6-9]|1[0-4]))\b[^.;?|]{0,40}\b(?:start|feed|safe|fine|good|go ahead|right|stomach)\b",
        ),
        words(r"\b(?:nasogastric|NG|tube\w*|feed\w*)\b"),
        unless=words(r"\b(?:never|not|no longer|do not|unsafe|outside)\b"),
    ),
    SafePractice(
        "a feeding tube is flushed with what the plan names, at its amount; nothing sharp, fizzy or hot clears it",
        ("cola", "fizzy", "lemonade", "juice", "wire", "boiling", "hot water", "pineapple", "tube", "smaller syringe", "small syringe", "plunger"),
        words(
            r"\b(?:flush|flushes|unblock|unblocks|clear|clears|pour|pours|push|pushes|use|uses)\b[^.;?|]{0,45}\b(?:cola|coke|fizzy|lemonade|pineapple|cranberry|juice|boiling|hot water|a wire|pipe cleaner|vinegar|bicarbonate)\b",
            r"\b(?:small|smaller|1 ml|2 ml|5 ml|10 ml) syringe\b[^.;?|]{0,40}\b(?:pressure|force|block\w*|push|harder|clear)\b",
            r"\bspeeds? (?:it|the feed) up\b|\bruns? (?:the feed|it) (?:faster|quicker|through quickly)\b|\bcatch(?:es)? up\b[^.;?|]{0,20}\bfeed\b|\bfeed\b[^.;?|]{0,40}\b(?:faster|double speed|to catch up|make up for)\b",
        ),
        words(r"\b(?:tube|gastrostomy|nasogastric|feed\w*|PEG)\b"),
        unless=words(r"\b(?:never|not|nor|no )\b"),
    ),
    SafePractice(
        "suction is short, on the way out, with a clean catheter, and stops when the person needs a rest",
        ("suction",),
        words(
            r"\bsuction\w*\b[^.;?|]{0,60}\b(?:for|up to|at least|about)\s+(?:[2-9]\d|1[6-9]|\d{3}|thirty|twenty|sixty|forty|a|one|two|several)\s*(?:seconds|minutes?|full minutes?)\b",
            r"\bsuction\w*\b[^.;?|]{0,40}\b(?:on the way (?:in|down)|while (?:pushing|going) in|all the way (?:in|down)|going in)\b|\bsame catheter\b|\bsuction\w*\b[^.;?|]{0,50}\b(?:as long as it takes|until nothing more|over and over|without (?:a )?(?:rest|break|stopping))\b",
            r"\b(?:mouth|nose)\b[^.;?|]{0,30}\b(?:first|then|before)\b[^.;?|]{0,25}\b(?:same catheter|tracheostomy|tube)\b[^.;?|]{0,15}\bsame\b",
        ),
        unless=words(r"\b(?:never|not|rinse tubing)\b"),
    ),
    SafePractice(
        "skin is kept clean, dry and free of pressure: no rubbing, ring cushions, talc or dragging, and people turn as often as agreed",
        ("ring cushion", "doughnut", "donut", "talc", "drag", "sheepskin", "hot water bottle", "surgical spirit", "alcohol", "antiseptic", "bleach", "peroxide", "cotton wool", "massag", "rub", "scrub", "soap", "perfume", "oil"),
        words(
            r"\b(?:ring|rubber ring|doughnut|donut)[- ]?(?:shaped )?cushions?\b|\bdrags? (?:them|the person|him|her)\b|\bpulls? (?:them|the person|him|her) up (?:the bed|by)\b",
            r"\b(?:talc\w*|surgical spirit|alcohol (?:wipes?|gel|rub)|bleach|(?:hydrogen )?peroxide|antiseptic|disinfectant|cotton wool|perfumed? soap|baby oil|oil)\b[^.;?|]{0,45}\b(?:stoma|skin|wound|site|around the (?:tube|catheter|stoma)|heel|mark|tube|tracheostomy|opening|eye|sore)\b",
            r"\b(?:stoma|skin|wound|site|heels?|sore|opening)\b[^.;?|]{0,45}\b(?:with|using)\b[^.;?|]{0,15}\b(?:talc\w*|surgical spirit|alcohol|bleach|peroxide|disinfectant|cotton wool|perfumed|baby oil)\b",
            r"\b(?:rub|rubs|massage|massages|scrub|scrubs)\b[^.;?|]{0,30}\b(?:skin|heels?|red|sore|mark|bony|pressure|stoma|site|place)\b",
        ),
        unless=words(r"\b(?:never|not|no |without|dry skin|hands|surfaces|leg|floor|toilet|smell of)\b"),
    ),
    SafePractice(
        "a stocking or splint that makes toes or fingers cold, numb, blue or painful comes off at once",
        ("stocking", "splint", "bandage", "toes", "fingers"),
        words(
            r"\b(?:cold|numb|blue|white|tingl\w*|pain\w*|pale)\b[^.;?|]{0,45}\b(?:leave|leaves|keep|keeps|left)\b[^.;?|]{0,20}\bon\b|\b(?:leave|leaves|keep|keeps)\b[^.;?|]{0,30}\bon\b[^.;?|]{0,45}\b(?:cold|numb|blue|tingl\w*|pain\w*|pale|night|asleep)\b",
            r"\b(?:fold|folds|roll|rolls|turn|turns) (?:down )?(?:the )?(?:top|stocking)\w*\b[^.;?|]{0,15}\b(?:over|down)\b|\bcuts? (?:a |the )?(?:hole|toes?|top)\b[^.;?|]{0,15}\bstocking",
            r"\btight(?:er|en\w*)?\b[^.;?|]{0,20}\b(?:if|when)\b[^.;?|]{0,25}\b(?:swell\w*|slip\w*|swollen)\b",
        ),
        words(r"\b(?:stocking\w*|splint\w*|bandage)\b"),
        unless=words(r"\b(?:never|not|off)\b"),
    ),
    SafePractice(
        "food at the level in the plan: not thinner, thicker or mixed, and no straw, bread or ice unless the plan names them",
        ("thick", "level", "texture", "iddsi", "straw", "puree", "jelly", "ice cream", "one level"),
        words(
            r"\b(?:one|a|two) levels? (?:thicker|thinner|higher|lower|up|down|above|below)\b|\b(?:thin|thins|thinned|water|waters|thicken|thickens) (?:it|them|the drink|drinks?|food)\s*(?:down|up|more|a little)\b|\b(?:extra|another|an extra|a second) (?:scoop|spoon\w*)\b|\b(?:thicker|thinner) (?:is (?:always )?safer|than the plan|to be)\b",
            r"\b(?:any|another|next|nearest) (?:level|thickener|texture|brand)\b[^.;?|]{0,25}\b(?:will do|is fine|if|when|instead|works)\b|\b(?:ordinary|normal|thin|unthickened) (?:drinks?|water|tea|food)\b[^.;?|]{0,40}\b(?:if|when|for a treat|is fine|may|can|sometimes|in between|once|with tablets)\b",
            r"\bice cream and jelly\b[^.;?|]{0,20}\b(?:are|is) (?:fine|safe)\b|\b(?:feeds?|eats?|drinks?)\b[^.;?|]{0,25}\b(?:quickly|fast|big (?:mouthfuls|spoonfuls)|while (?:drowsy|lying))\b",
        ),
        words(r"\b(?:thicken\w*|swallow\w*|IDDSI|texture\w*)\b"),
        unless=words(r"\b(?:never|not|wrong|they (?:choose|like)|you choose|risk|too)\b"),
    ),
    SafePractice(
        "infection: hands are washed before and after, gloves are changed between tasks, and someone with sickness stays away for 48 hours",
        ("48 hours", "24 hours", "sickness", "diarrhoea", "vomit", "gloves", "jewellery", "nails", "gel", "stopped being sick", "feel better"),
        words(
            r"\b(?:back|return|come|comes|work|works|returns)\b[^.;?|]{0,40}\b(?:(?:6|12|24|eight|twelve|twenty-four) hours|as soon as|the (?:same|next) day|straight after|when they feel)\b[^.;?|]{0,35}\b(?:sick\w*|diarrhoea|vomit\w*|better|stopped|stops)\b",
            r"\b(?:sick\w*|diarrhoea|vomit\w*)\b[^.;?|]{0,60}\b(?:(?:6|12|24|eight|twelve|twenty-four) hours|as soon as|the next day|wear(?:s)? a mask|still (?:come|work))\b",
            r"\b(?:one|same|a single) pairs? of gloves\b[^.;?|]{0,40}\b(?:for|all|through|until|whole|several|both|enough)\b|\bgloves\b[^.;?|]{0,30}\b(?:wash(?:es)? (?:the )?gloves|all (?:morning|day|shift)|for the whole|between tasks without)\b|\bwash(?:es)? (?:the |their |your )?gloves\b",
            r"\b(?:gloves|gel)\b[^.;?|]{0,20}\b(?:instead of|in place of|so (?:there is )?no need (?:to|for)|replace)\b[^.;?|]{0,15}\b(?:wash\w*|soap|hand)",
        ),
        unless=words(r"\b(?:never|not|sick pay|drink\w*|rota|low|insulin)\b"),
    ),
    SafePractice(
        "bath and shower water is tested and about as warm as the body; hot food is hot all through",
        ("bath water", "shower water", "water is", "reheat", "re-heat", "fridge", "hot food", "warm the food", "defrost", "water temperature", "°c", "degrees"),
        words(
            r"\b(?:4[5-9]|[5-9]\d) ?(?:°|degrees)\s*C?\b[^.;?|]{0,25}\b(?:bath|shower|wash)|\b(?:bath|shower)\b[^.;?|]{0,45}\b(?:4[6-9]|[5-9]\d) ?(?:°|degrees)",
            r"\bfridge\b[^.;?|]{0,40}\b(?:[1-9]\d|9) ?(?:°|degrees)|\breheat(?:s|ed)?\b[^.;?|]{0,30}\b(?:twice|several times|again and again|as often|until (?:it is )?warm|more than once)\b|\brice\b[^.;?|]{0,30}\b(?:overnight|out|next day|reheat)\b",
        ),
        unless=words(r"\b(?:never|not|wash(?:es)? (?:laundry|bedding|clothes)|legionella|stored|above)\b"),
    ),
    SafePractice(
        "the arm with the fistula is left alone: no blood pressure, blood test, watch or tight sleeve",
        ("fistula", "lymphoedema", "mastectomy"),
        words(r"\b(?:blood pressure|cuff|blood (?:test|sample)|watch|tight sleeve|carr(?:y|ies)|needle|injection|bag)\b[^.;?|]{0,40}\b(?:fistula|lymphoedema)\b[^.;?|]{0,20}\b(?:arm)?", r"\bfistula arm\b[^.;?|]{0,30}\b(?:blood pressure|cuff|watch|sleeve|bag)\b"),
        unless=words(r"\b(?:never|not|other arm|no |free of|away from|without)\b"),
    ),
    SafePractice(
        "naloxone, glucagon and adrenaline wear off: 999 is called every time, and someone stays until the crew comes",
        ("wears off", "wakes up", "once they wake", "when they wake", "feels better", "is better", "has recovered", "no ambulance", "cancel", "send the crew", "one dose", "after the pen", "pen has", "after the injection", "after naloxone"),
        words(
            r"\b(?:once|when|if|after|as soon as)\s+(?:they|the person|he|she)\s+(?:wakes?(?: up)?|(?:is|are|feels?) (?:better|awake|well)|recovers?|(?:has|have) recovered|comes? round)\b[^.;?|]{0,40}\b(?:cancel|leave|go home|no need|not need|can (?:sleep|eat|walk|stand|leave|go)|send|stop)\b",
            r"\bcancels? (?:the )?(?:ambulance|999)\b|\bsends? the (?:crew|ambulance) away\b|\bno (?:999|ambulance)\b[^.;?|]{0,20}\b(?:if|when|needed|once)\b",
        ),
        words(r"\b(?:naloxone|glucagon|adrenaline|pen\b|hydrocortisone|opioid|anaphylaxis|midazolam|diazepam|injection)\b"),
        unless=words(r"\b(?:never|not|even if|also when)\b"),
    ),
    SafePractice(
        "pain relief, sedation and what is given “when required” has a gap and a most in a day, and the plan says for what",
        ("when required", "as required", "paracetamol", "as often as", "every hour", "whenever", "maximum", "in 24 hours", "in a day", "apart", "between doses", "hours after"),
        words(
            r"\bparacetamol\b[^.;?|]{0,50}\b(?:every (?:hour|2 hours|two hours|3 hours|three hours)|(?:[5-9]|1\d) (?:times|doses)|(?:1[0-9]|9) tablets|[5-9] ?g\b|more than (?:8|eight))",
            r"\b(?:medicine|dose|painkillers?|tablets?|it)\b[^.;?|]{0,30}\bas often as (?:they|you|the person) (?:like|likes|want|wants|ask|asks|need|needs)\b|\bwhenever (?:they|the person|you) (?:asks?|wants?|seems?|likes?)\b[^.;?|]{0,20}\b(?:dose|medicine|tablet|painkiller)?",
            r"\b(?P<denied>no (?:gap|limit|maximum|most))\b[^.;?|]{0,30}\b(?:dose\w*|day|between|needed)\b|\b(?:doses?)\b[^.;?|]{0,25}\b(?:close together|without a gap|one after (?:the other|another)|straight after)\b",
        ),
        words(r"\b(?:medic\w+|painkiller\w*|paracetamol|opioid\w*|dose\w*|sedat\w*)\b"),
        unless=words(r"\b(?:never|not|break|toilet|rest|talk|out-and-about|choose)\b"),
    ),
    SafePractice(
        "someone with autonomic dysreflexia is sat up with the legs down, the cause is looked for, and nothing goes on",
        ("flat", "lay ", "lays", "lie ", "back", "legs up", "feet up", "legs raised", "raise their legs", "head down", "fall in blood", "drop in blood", "low blood", "finish"),
        words(
            r"\b(?:lie|lies|lay|lays|lying|put|puts|lean|leans|tip|tips)\b[^.;?|]{0,20}\b(?:flat|back|down)\b",
            r"\b(?:legs|feet) (?:up|raised|higher)\b|\braise(?:s)? (?:their|the|your) (?:legs|feet)\b|\bhead (?:down|lower)\b",
            r"\b(?:fall|drop|lowering|decrease) (?:in|of) (?:the )?blood pressure\b|\bblood pressure (?:falls|drops|goes down|gets too low)\b|\b(?:dangerously )?low blood pressure\b",
            r"\bfinish(?:es)?\b[^.;?|]{0,20}\b(?:quickly|first|the routine|it)\b",
        ),
        words(r"\b(?:dysreflexia|spinal (?:cord )?injur\w*)\b"),
        unless=words(r"\b(?:never|not|rise|bag|back (?:up|on|pain|to|in|again|home)|comes? back|lay down|call back|feedback|goes back|hurts?|backache|bring\w*|out of|if they|walk)\b"),
    ),
    SafePractice(
        "what the emergency plan names is given at once by the one who is there; it does not wait for the crew, a call or worse signs",
        ("only if", "only when", "only after", "only once", "crew asks", "crew comes", "ambulance asks", "until the crew", "until the ambulance", "first, then", "call first"),
        words(
            r"\b(?:give|use|inject|gives|uses|injects)s?\b[^.;?|]{0,35}\b(?:only (?:if|when|after|once)|(?:if|when) the (?:ambulance|crew))\b[^.;?|]{0,45}\b(?:crew|ambulance|999|call handler|nurse|doctor|worse|unconscious|asks?|tells?|allows?|arriv\w+)\b",
            r"\b(?:hold|keep|wait with|waits? with|leave)s?\b[^.;?|]{0,30}\b(?:injection|pen|medicine|dose)\b[^.;?|]{0,25}\b(?:until|for) (?:the )?(?:crew|ambulance|nurse|doctor)\b",
        ),
        words(r"\b(?:adrenaline|anaphyla\w*|hydrocortisone|adrenal|glucagon|naloxone)\b"),
        unless=words(r"\b(?:second|another|again|ready|plan says|plan names)\b"),
    ),
    SafePractice(
        "an emergency kit holds a spare of the same size and one of a smaller size",
        ("size up", "larger", "bigger", "next size", "wider"),
        words(r"\b(?:next size up|one size (?:up|larger|bigger|wider)|a (?:larger|bigger|wider) (?:one|tube|size)|size larger|larger size)\b"),
        words(r"\b(?:tracheostomy|tube|gastrostomy)\b"),
        unless=words(r"\b(?:never|not|if the)\b"),
    ),
    SafePractice(
        "only syringes made for feeding tubes are used with one; syringes for injections can lead to a medicine in a vein",
        ("syringe", "luer", "connector"),
        words(r"\b(?:syringes? (?:made )?for (?:injections?|needles|insulin)|injection syringes?|insulin syringes?|luer\w*|needle syringes?|ordinary syringes?|any syringe)\b"),
        words(r"\b(?:gastrostomy|nasogastric|feeding tube|feed)\b"),
        unless=words(r"\b(?:never|not|no )\b"),
    ),
    SafePractice(
        "heavy bleeding is pressed on without letting go until help comes",
        ("lift it", "lifts it", "lift the", "lifts the", "let go", "lets go", "loosen", "every minute", "every few minutes", "to see if it has", "tourniquet"),
        words(
            r"\b(?:lifts?|lets? go|releases?|takes?|peels?|looks? under)\b[^.;?|]{0,35}\b(?:every|to (?:look|check|see)|now and then|after a minute)\b",
        ),
        words(r"\b(?:bleed\w*|blood)\b"),
        unless=words(r"\b(?:never|not|without)\b"),
    ),
    SafePractice(
        "no one waits to see whether signs of an emergency pass",
        ("see if", "see whether", "sees if", "sees whether", "goes away", "go away", "wears off", "passes", "until it eases", "gets better", "until they feel"),
        words(
            r"\b(?:wait|waits|lie down|lies down|rest|rests|sit|sits|watch|watches|look|looks|try|tries|sleep)\b[^.;?|]{0,30}\b(?:to )?(?:and )?sees? (?:if|whether)\b[^.;?|]{0,15}\b(?:goes?|gets?|pass\w*|settles?|eases?|better|wears?|stops?|helps?|improv\w*)\b",
            r"\b(?:until|till)\b[^.;?|]{0,12}\b(?:pass(?:es)?|goes away|wears off|settles|eases)\b",
        ),
        unless=words(r"\b(?:never|not|without|999|pain that|clinic|appointment|toilet|anger|mood|feeling|storm|meeting|row|alarm)\b"),
    ),
    SafePractice(
        "a missed dose is not given together with the next one; ask what to do",
        ("with the next", "with their next", "on top of the next", "as the next"),
        words(
            r"\b(?:missed|forgot\w*|skipped|late)\b[^;|]{0,40}\b(?:give|gives|take|takes|add|adds)\b[^.;?|]{0,20}\b(?:together with|with|at the same time as|along with|on top of)\b[^.;?|]{0,10}\bnext\b",
            r"\b(?:give|gives|take|takes|add|adds)\b[^.;?|]{0,40}\b(?:missed|forgotten|skipped|late)\b[^.;?|]{0,30}\b(?:together with|with|along with|on top of)\b[^.;?|]{0,12}\bnext\b",
        ),
        unless=words(r"\b(?:never|not|ask\w*|ring\w*)\b"),
        whole=True,
    ),
    SafePractice(
        "no medicine is stopped or left out except by its prescriber; ring before a dose is late",
        ("other medicines", "all medicines", "rest of the medicines", "every medicine", "stop the medicine", "stops the medicine", "stop taking", "leave the dose out", "leaves the dose out", "leave it out", "miss a dose", "leave out"),
        words(
            r"\b(?:other|all|every|rest of (?:the|your|their)|usual)\s*(?:of )?(?:the |your |their )?medicines?\s+(?:also |then )?(?:stops?|pauses?|waits?|(?:is|are) (?:stopped|paused|left out))\b",
            r"\b(?:stops?|leaves? out|pauses?) (?:all|every|the rest of|your other|their other|the other)\s*(?:of )?(?:the |your |their )?medicines?\b",
            r"\b(?:stops?|leaves? out|misses|skips?) (?:the |a |their |your |one )?(?:epilepsy |heart |steroid |insulin |parkinson's )?(?:dose|medicine|tablets?)\b[^.;?|]{0,25}\b(?:if|when|because|on days)\b",
        ),
        unless=words(r"\b(?:never|not|ask\w*|ring\w*|crew|allergic|999|nurse|signed off|legal|plan)\b"),
    ),
    SafePractice(
        "nothing goes down a tube whose position is not sure, not even water; nothing tests it but the check in the plan",
        ("to see if", "to test", "a little water", "some water", "small amount", "a few ml", "first drop"),
        words(r"\b(?:put|puts|push|pushes|give|gives|run|runs|flush|flushes|try|tries)\b[^.;?|]{0,40}\b(?:water|feed|fluid|air|ml)\b[^.;?|]{0,35}\b(?:to (?:see|test|check|find out)|and (?:see|watch|listen))\b"),
        words(r"\b(?:tube|nasogastric|gastrostomy|catheter)\b"),
        unless=words(r"\b(?:never|not|nothing|plan)\b"),
    ),
    SafePractice(
        "a blocked or slow catheter is not flushed or pulled by a PA: look for a kink, and ring",
        ("flush", "wash out", "washes out", "rinse", "pull", "tug", "deflate", "balloon"),
        words(r"\b(?:flush|flushes|wash(?:es)? out|irrigate|irrigates)\s+(?:it|the catheter|the bladder|the tube)\b[^.;?|]{0,40}", r"\b(?:pull|pulls|tug|tugs|deflate|deflates|cut|cuts)\b[^.;?|]{0,25}\b(?:catheter|balloon)\b"),
        words(r"\b(?:urin\w+|suprapubic|catheter care|urethral|bladder)\b"),
        unless=words(r"\b(?:never|not|bends|nothing|a nurse|comes out|nurse or doctor)\b", _PLAN),
    ),
    SafePractice(
        "someone on a ventilator has a trained person awake and near, day and night",
        ("alarm wakes", "wakes them", "wakes the pa", "sleep", "next room", "by day", "at night"),
        words(r"\balarms?\b[^.;?|]{0,12}\bwakes?\b|\b(?:PA|they|you)\b[^.;?|]{0,15}\b(?:can |may )?(?:sleeps?|naps?|rests?)\b[^.;?|]{0,25}\b(?:at night|next room|between|while|until)\b|\bonly (?:by|during the) day\b"),
        words(r"\b(?:ventilat\w+|tracheostomy)\b"),
        unless=words(r"\b(?:never|not|awake|headaches?|badly)\b"),
    ),
    SafePractice(
        "a wrong medicine or a poison is not brought back up: nothing to make someone sick; call 999 or NHS 111",
        ("make them sick", "makes them sick", "salt water", "vomit", "throat", "be sick", "bring it back up", "milk"),
        words(r"\b(?:make|makes|let|get|help)s?\s+(?:them|the person|him|her)\s+(?:be )?(?:sick|vomit|bring it (?:back )?up)\b|\b(?:drinks?|drank|swallows?|(?:glass|cup|mug) of(?: \w+)?|(?:give|gives|gave|offer|offers) (?:them|him|her|the person|some)(?: \w+)?) salt(?:ed|y)? water\b[^.;?|]{0,40}|\bfingers? down\b"),
        unless=words(r"\b(?:never|not|nothing|no |saline|mouthwash|rinse|gargle|can make|may make|might make|too much)\b"),
    ),
    SafePractice(
        "asking about suicide does not put the idea into anyone's head; ask, stay and get help",
        ("suicid", "kill themselves", "end their life", "self-harm"),
        words(
            r"\b(?:avoids?|does not (?:ask|mention|say|use)|do not (?:ask|mention|say|use)|never (?:asks?|mentions?|says?)|steers? away from|chang\w+ the subject)\b[^.;?|]{0,45}\b(?:suicid\w*|kill\w*|the word)\b",
            r"\b(?:asking|talking|word|question)\b[^.;?|]{0,40}\b(?:puts?|can put|gives?|plants?)\b[^.;?|]{0,15}\b(?:idea|thought)\w*\b",
        ),
        unless=words(r"\b(?:(?:asking|talking|word|question)\b.{0,30}\b(?:does|will|can)? ?(?:not|never)|cannot|myth)\b"),
        own_negative=True,
    ),
    SafePractice(
        "in the scale for drinks and food (IDDSI), drinks go from 0 (thin) to 4 and food from 3 to 7 (regular)",
        ("thickest", "thinnest", "iddsi"),
        words(r"\b0\W{0,3}(?:is |means )?\(?(?:the )?(?:thickest|extremely thick|solid)\b|\b7\W{0,3}(?:is |means )?\(?(?:the )?(?:thinnest|thin|liquid)\b|\blevel 4\b[^.;?|]{0,12}\bthin\b"),
    ),
    SafePractice(
        "an attorney or deputy for money decides about money only",
        ("about money", "for money", "property", "financ"),
        words(r"\b(?:about|for)\s+(?:money|property|financ\w+)\b[^.;?|]{0,25}\b(?:lets?|allows?|means|gives|covers|is enough)\b[^.;?|]{0,40}\b(?:agree|consent|decid\w*|tasks?|care|treatment|health)\b"),
        unless=words(r"\b(?:not|never|pay\w*|the other)\b"),
    ),
    SafePractice(
        "no next of kin signs or decides for an adult; where someone cannot decide, a best-interests decision is recorded",
        ("next of kin", "relative", "family", "parent", "best-interests", "best interests"),
        words(
            r"\b(?:ask|let|get|have|want)s?\s+(?:the |a |their |your )?(?:person's )?(?:next of kin|famil(?:y|ies)|relatives?|parents?|mother|father|daughter|son|partner|spouse)\s+(?:to )?(?:sign|agree|consent|decide)\b[^.;?|]{0,15}\b(?:for|on behalf|instead|when|if)\b",
            r"\bbest[- ]interests (?:decision|meeting)\b[^.;?|]{0,20}\b(?:is|are) (?:needed |required )?only (?:needed |required )?(?:when|if|where)\b[^.;?|]{0,30}\b(?:divided|disagree\w*|object\w*|famil\w*|asks?|serious)\b",
            r"\bunless (?:their|the|a) (?:GP|doctor|nurse|family|employer|relative)\b[^.;?|]{0,20}\b(?:says?|thinks?|decides?|insists?|wants?)\b[^.;?|]{0,20}\b(?:need|best|must|should|have)\b",
        ),
        unless=words(r"\b(?:attorney|deputy|under 16|child|children)\b"),
    ),
    SafePractice(
        "NHS 111 and 999 answer day and night; no one waits until a surgery opens",
        ("surgery opens", "office opens", "open from", "8am", "9am", "opening hours", "until monday", "until the gp"),
        words(r"\b(?:wait|waits|leave it|until)\b[^.;?|]{0,25}\b(?:GP|surgery|office|clinic|pharmacy)\b[^.;?|]{0,12}\bopens?\b", r"\b111\b[^.;?|]{0,40}\b(?:open|answers?)\b[^.;?|]{0,12}\b(?:from|until|weekdays|by day)\b"),
        unless=words(r"\b(?:never|not|can wait|111 out of hours|same day)\b"),
    ),
    SafePractice(
        "no one can promise how fast help comes, or that every area has it",
        ("within an hour", "within minutes", "within the hour", "anywhere in england", "everywhere in england", "every area has", "in every area", "at the door", "always comes", "guaranteed", "without fail"),
        words(
            r"\b(?:nurse|doctor|someone|help|team|they|crew|professional)\b[^.;?|]{0,40}\bwithin (?:an hour|the hour|minutes|\d+ minutes|half an hour)\b[^.;?|]{0,40}\b(?:anywhere|everywhere|every|always|any hour|day or night)\b|\bat the door within\b",
            r"\b(?:anywhere|everywhere) in England\b|\bwithout fail\b|\b(?:is|are) guaranteed\b",
        ),
        unless=words(r"\b(?:not|never|no one|law|wage|minimum)\b"),
    ),
    SafePractice(
        "who delegates is competent in the task themselves",
        ("need not be able", "need not know", "not have to know", "not need to know", "need not have done", "need not be competent", "not need to be competent", "yourself"),
        words(r"\b(?:you|delegator|professional|nurse)s?\b[^.;?|]{0,20}\b(?P<denied>need not|do not need to|does not need to|do not have to|does not have to)\s+(?:be (?:able|competent|trained|skilled)|know|have done|do it)\b"),
        words(r"\b(?:delegat\w+|trainer|clinician)\b"),
        own_negative=True,
        unless=words(r"\b(?:PA|employer)\b"),
    ),
    SafePractice(
        "signs of an emergency are for 999; no GP, nurse, office or relative is rung in its place, and none of them waits",
        ("mottled", "chest pain", "cannot be woken", "unconscious", "chok", "blue lips", "lips turn blue", "not breathing", "stops breathing", "stroke", "face drops", "slurred", "anaphyla", "sepsis", "bleeds heavily", "heavy bleeding", "collapse", "overdose", "cannot breathe", "struggl", "swollen tongue", "tongue swells"),
        words(
            r"\b(?:rings?|calls?|tells?|asks?|phones?|texts?|emails?)\s+(?:the |your |a |their )?(?:GP|surgery|nurse|office|family|relatives?|employer|manager|pharmac\w+|111|NHS 111|agency|next of kin|doctor)\b[^.;?|]{0,40}\b(?:mottled|chest pain|cannot be woken|unconscious|chok\w+|blue lips|not breathing|stops breathing|stroke|face drops|slurred|anaphyla\w+|sepsis|bleeds heavily|heavy bleeding|collapses?|overdose|cannot breathe|struggl\w+ (?:to|for) breath\w*|tongue swells)\b",
            r"\b(?:mottled|chest pain|cannot be woken|unconscious|chok\w+|blue lips|not breathing|stops breathing|stroke|face drops|slurred|anaphyla\w+|sepsis|bleeds heavily|heavy bleeding|collapses?|overdose|cannot breathe|tongue swells)\b[^.;?|]{0,40}\b(?:rings?|calls?|tells?|phones?)\s+(?:the |your |a |their )?(?:GP|surgery|nurse|office|family|relatives?|employer|manager|pharmac\w+|111|NHS 111|agency|next of kin|doctor)\b",
        ),
        unless=words(r"\b(?:999|never|not\b(?! breathing)|afterwards|had|recovered|plan|history|palliative|emergency plan|training|course)\b", _PLAN),
    ),
    SafePractice(
        "no one hangs up on 999, leaves the person for the crew, or drives someone with an emergency to hospital",
        ("hang up", "hangs up", "drive ", "drives ", "by car", "taxi", "wait outside", "waits outside", "take the person to a&e", "takes the person to a&e"),
        words(
            r"\bhangs? up\b|\bwaits? (?:for the (?:crew|ambulance) )?outside\b|\b(?:drives?|takes?)\s+(?:them|the person|him|her)\s+(?:to (?:A&E|hospital) )?(?:yourself|themselves|in (?:your|their) (?:own )?car|by (?:car|taxi))\b|\b(?:drives?)\s+(?:them|the person|him|her)\s+to (?:A&E|hospital|the surgery)\b",
        ),
        words(r"\b(?:999|emergency|ambulance|crew|A&E)\b"),
        unless=words(r"\b(?:never|not|until 999|unless|nurse says|111 says)\b"),
    ),
    SafePractice(
        "medicines that are left over or old go back to the pharmacy, and are not used or thrown away at home",
        ("down the toilet", "down the sink", "in the bin", "old prescription", "last year's", "household waste", "flush", "from before"),
        words(
            r"\b(?:tablets?|medicines?|patch(?:es)?|insulin|liquid|dose|capsules?)\b[^.;?|]{0,35}\b(?:down the (?:toilet|sink)|in(?:to)? the (?:kitchen |household )?(?:bin|waste|rubbish))\b",
            r"\b(?:uses?|gives?|takes?)\b[^.;?|]{0,30}\b(?:an old prescription|last year's|from before the (?:stay|change))\b",
        ),
        unless=words(r"\b(?:never|not|folded|nothing|empty|used patch\w*)\b"),
    ),
    SafePractice(
        "someone who has a seizure stays where they are, unless there is danger; their head is cushioned and never held",
        ("moves the person", "move the person", "moves them", "move them", "carries", "lifts", "holds the head", "hold the head", "holds their head", "hold their head", "to a chair", "to bed", "onto the bed"),
        words(
            r"\b(?:moves?|lifts?|carr(?:y|ies)|puts?|sits?|walks?)\s+(?:them|the person|him|her)\b[^.;?|]{0,20}\b(?:to|onto|into|on) (?:a |the |their )?(?:chair|bed|sofa|car|bathroom)\b",
            r"\bholds?\s+(?:the|their|his|her)\s+(?:head|arms|legs|jaw)\b",
        ),
        words(r"\b(?:seizures?|epilep\w+|midazolam|diazepam)\b"),
        unless=words(r"\b(?:never|not|danger|after|recover\w*|hoist)\b"),
    ),
    SafePractice(
        "someone who cannot move is turned at least as often as agreed, which is seldom longer than 6 hours",
        ("every eight", "every 8", "every ten", "every 10", "every twelve", "every 12", "every nine", "once a night", "once a day", "once a shift"),
        words(r"\b(?:turn\w*|chang\w+ (?:of )?position|repositions?|moves?)\b[^.;?|]{0,40}\b(?:every (?:eight|8|nine|9|ten|10|twelve|12) hours|once a (?:night|day|shift))\b"),
        words(r"\b(?:pressure|skin|position)\b"),
        unless=words(r"\b(?:never|not|at least|plan)\b"),
    ),
    SafePractice(
        "a machine for coughing, a feed and exercise do not follow each other at once; the plan says how long after a meal",
        ("after a meal", "after the meal", "after a feed", "after the feed", "after eating", "straight after"),
        words(r"\b(?:cough|machine|suction|routine|exercises?|physio\w*|lies? down|lie flat)\b[^.;?|]{0,30}\b(?:straight|right|directly|soon|immediately) after (?:a|the|each|every)?\s*(?:meal|feed|eating|drink)\w*\b", r"^\W*Uses? (?:it|the machine)\b[^.;?|]{0,12}\bafter (?:a|the|each|every)?\s*(?:meal|feed|eating)"),
        unless=words(r"\b(?:never|not|unless|wait\w*)\b"),
    ),
    # --- told by those who read the records afresh
    SafePractice(
        "a ventilator, suction or oxygen is not switched off while someone rings or waits",
        ("switch", "turn off", "turns off", "unplug"),
        words(
            r"\b(?:switch(?:es)?|turns?) off\b[^.;?|]{0,40}\b(?:ventilator|oxygen|suction|breathing machine)\b[^.;?|]{0,40}\b(?:while|so that|until|to hear|before you ring)\b",
            r"\b(?:switch(?:es)?|turns?|unplugs?)\b[^.;?|]{0,20}\b(?:ventilator|oxygen|suction|breathing machine)\b(?: off)?[^.;?|]{0,20}\b(?:while|so that|to hear|before you ring)\b",
        ),
        unless=words(r"\b(?:fire|smok\w*|flame\w*|never|not)\b"),
    ),
    SafePractice(
        "no insulin is given while glucose is low",
        ("insulin",),
        words(r"\bgives? (?:the |their )?(?:usual |due |next |same )?insulin\b[^|]{0,60}\b(?:low-glucose|low glucose|hypo)\b"),
        unless=words(r"\b(?:never|not|after|recover\w*|treated|above)\b"),
        whole=True,
    ),
    SafePractice(
        "what cannot be put in is not tried again with another size: a professional is rung at once",
        ("try again", "tries again", "try once more"),
        words(r"\b(?:try|tries)\b[^.;?|]{0,20}\b(?:again|once more) with (?:the |a )?(?:next |one )?(?:size )?(?:smaller|larger|bigger|thinner|narrower|wider)\b"),
    ),
    SafePractice(
        "nothing goes down a tube to find out whether it is in place",
        ("water", "feed", "medicine"),
        words(r"\b(?:gives?|puts?|pours?|tries|try)\s+(?:\d+ ?ml|a little|some|a small amount)(?: of)?(?: the)? (?:water|feed|medicine)\b[^.;?|]{0,30}\b(?:watch(?:es)?|sees? (?:if|whether)|checks?|listens?|looks?)\b"),
        words(r"\b(?:nasogastric|tube)\b"),
        unless=words(r"\b(?:swallow\w*|pH|never|after the)\b"),
    ),
    SafePractice(
        "a missed dose is not made up for with the next one",
        ("together with", "along with", "with the next", "with the following", "the missed"),
        words(r"\b(?:gives?|takes?) (?:it|them|both|the missed \w+|that one)\b[^.;?|]{0,25}\bwith the (?:next|following|evening|morning) (?:one|dose|tablet|medicine)?"),
    ),
    SafePractice(
        "sepsis can come without a fever",
        ("fever", "temperature"),
        words(r"\b(?:without|no|not have) (?:a )?(?:fever|(?:high |raised )?temperature)\b[^.;?|]{0,25}\b(?:not sepsis|no sepsis|cannot be sepsis|(?:is|it is) not serious)"),
        own_negative=True,
    ),
    SafePractice(
        "someone who had adrenaline stays down: they do not stand up or walk, even if they feel better",
        ("stand up", "get up", "sit up", "stands up", "walk"),
        words(r"\b(?:you|they|the person) (?:can |may |then )?(?:stand|stands|get|gets) up\b|\b(?:you|they|the person) (?:can |may |then )?walks? (?:about|around)\b"),
        words(r"\b(?:adrenaline|anaphyla\w*|allergic)\b"),
        unless=words(r"\b(?:never|not|if they|was|even)\b"),
    ),
    SafePractice(
        "an asthma reliever has a limit of about 10 puffs before 999, or what the plan says",
        ("puffs",),
        words(r"\b(?:1[1-9]|[2-9]\d|\d{3,}) puffs\b"),
        words(r"\b(?:inhaler\w*|asthma|reliever)\b"),
        unless=words(r"\b(?:left|canister|counter|holds|contains|full|new)\b"),
    ),
    SafePractice(
        "medicines for Parkinson's are given on time: within 30 minutes of when they are due",
        ("parkinson",),
        words(r"\bParkinson\w*\b[^.;?|]{0,80}\bwithin (?:[2-9]|\d{2,}|two|three|four|six|eight|twelve) hours\b"),
        unless=words(r"\b(?:not|never|too late|late)\b"),
    ),
    SafePractice(
        "someone who cannot swallow gets nothing by mouth",
        ("cannot swallow", "not able to swallow", "unable to swallow"),
        words(r"\b(?:cannot|not able to|unable to) swallow,? (?:the PA |they |you |we )?(?:gives?|offers?|gets?|helps?)\s+(?:you |them |the person )?(?:a |some |to )?(?:\w+ )?(?:drink|juice|sugar|tablets?|food|water|sips?)\b"),
        own_negative=True,
    ),
)  # fmt: skip
