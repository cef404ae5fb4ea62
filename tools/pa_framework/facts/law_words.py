"""Words around a figure that say whether it is one of the law: patterns for `law_sentences`."""

import re

from pa_framework.text.lazy_pattern import LazyPattern

#: The sentence speaks of the past, or of a change.
WAS = LazyPattern(r"\b(?:was|were|had been|at (?:the|that) time|in those days|used to be)\b", re.IGNORECASE)
CHANGED = LazyPattern(
    r"\b(?:then|until|till|before|earlier|former|formerly|previous|previously|old|older|last|rose|went up|up from"
    r"|instead of|no longer|historic|between)\b|→|->",
    re.IGNORECASE,
)
#: The sentence does not say what the law is, but what it may be. An age is no such condition: "if you are 21".
SUPPOSED = LazyPattern(
    r"\b(?:if(?!\s+(?:\w+\s){1,3}?(?:is|are|turns?)\s+(?:(?:aged?|already|still|under|over|at\sleast)\s)*\d\d\b)|suppose|imagine|example|not|never|wrong|(?-i:may)|might|could|would|should|expected?|forecasts?|estimated?|predicted"
    r"|hopes?|campaign|wants?|propos\w+|ask(?:s|ed)? for|invented|\w+n[’']t)\b",
    re.IGNORECASE,
)

#: Words and marks that may come between a name and the figure after it.
BETWEEN = LazyPattern(
    r"""(?:\s*\([A-Z]\w{1,7}\))?[\s,:|(=–—-]*
    (?:(?:by\slaw|legally|for|to|at|from|if|aged?|people|someone|anyone|everyone|those|workers?|adults?|apprentices?|employees?|PAs?|all|any|older|you|are|and|or|over|under|of|in|with|\d\d?
        |now|currently|today|still|only|about|around|the|an?|rates?|amount|per|hour|hourly|week|weekly|day|year
        |is|was|were|will|can|may|must|be|been|up|least|most|more|than|no|as|much|high|stands|rises|rose|goes|went|becomes
        |became|costs?|since|January|February|March|April|May|June|July|August|September|October|November|December
        |20\d\d(?:[/-]\d\d)?)
      [\s,:|(=–—-]+){0,14}""",
    re.VERBOSE | re.IGNORECASE,
)
IS = LazyPattern(r"\b(?:is|are|becomes|costs?)\b|=", re.IGNORECASE)
MARK = LazyPattern(r"[:|(]")
#: The figure stands beside the name as its amount: "of £12.71", "(£12.71)", ", £12.71".
GLOSS = LazyPattern(r"(?:\b(?:of|at)\s+|[(:,–—|]\s*)\Z", re.IGNORECASE)
OF_OR_AT = LazyPattern(r"\b(?:of|at)\s+\Z", re.IGNORECASE)
#: Words and marks that may come between a figure and the name after it.
AFTER = LazyPattern(r"[\s’'(,–—-]*(?:(?:of|for|is|as|in|the|an?|your|paid)[\s(]+){0,4}", re.IGNORECASE)
#: The figure before or after the name is compared with the value, so it is another.
COMPARED = LazyPattern(
    r"\b(?:above|below|over|under|than|beyond|beneath|beats?|exceeds?|near|twice|half|off|short of)\s+(?:(?:the|our|this)\s+)?\Z",
    re.IGNORECASE,
)
#: What someone pays or gets, and not what the law says.
SOMEONES = LazyPattern(r"\b(?:his|her|their|my|your|our|its|\w+[’']s)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
#: Names that only the law uses. Others, such as `holiday`, are also names of what an employer gives.
LEGAL_NAME = LazyPattern(
    r"statutory|legal|national|minimum|living wage|allowance|penalt|limit|threshold|offset", re.IGNORECASE
)
#: Names by which people also call what an employer gives, which may be more than the law asks.
GENEROUS_NAME = LazyPattern(
    r"(?:(?:the|your) )?(?:holidays?|(?:annual )?leave|sick pay|holiday pay|redundancy pay|(?:maternity|paternity) pay|mileage"
    r"|notice(?: period)?|(?:employer )?pension contributions?)",
    re.IGNORECASE,
)
LEGAL = LazyPattern(r"\b(?:statutory|legal|legally|lawful|by law|in law|law says|minimum)\b", re.IGNORECASE)
#: What comes before a name that is the subject of its sentence.
SUBJECT = LazyPattern(
    r"""(?:\A|\A\s*[\w.()-]*\d[.)]?\s|[;:|]|[,—–]\s|\b(?:that|and|but|so|because|now|today|currently|in\s+20\d\d)\b)[\s>#*-]*(?:by\slaw,?\s+)?
    (?:(?:the|an?|every|each|current|today[’']s|present|legal|statutory|minimum|full|normal)\s+)*(?:for\s+|of\s+)?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
#: The sentence is about what someone gives or gets.
GIVEN = LazyPattern(
    r"\b(?:contract\w*|agreements?|teams?|our|ours|we|us|here|councils?|NHS|budgets?|packages?|posts?|adverts?|bands?|jobs?"
    r"|areas?|policy|policies|insurers?|schemes?|extra|generous|more than|better|beyond|above|on top|exceeds?|plus|some|usual|usually"
    r"|most|often|average|typical\w*|this employer|my|his|her|their|she|he|they|I)\b",
    re.IGNORECASE,
)
#: The figure is not the value itself, but a bound for it or a step of it.
NOT_EXACT = LazyPattern(r"\b(?:over|under|than|about|around|up|by)\s+\Z", re.IGNORECASE)
#: The figure is a difference.
DIFFERENCE = LazyPattern(r"\s*(?:more|less|higher|lower|above|below|short|too|extra)\b", re.IGNORECASE)
BY_LAW = LazyPattern(r"\b(?:by|in) law\b", re.IGNORECASE)
DIGIT = LazyPattern(r"[0-9]")
#: The figure is one part of a range, a sum or a list.
GOES_ON = LazyPattern(r"\s*(?:\+|plus\b|(?:and|or|to|[-–—])\s*[£0-9])", re.IGNORECASE)
THEN = LazyPattern(r"\b(?:was|were|used to be)\b", re.IGNORECASE)
TOLD = LazyPattern(r"\b(?:told|tells?|said|says|thought|heard|read|believed|asked)\b", re.IGNORECASE)
HIGHEST = LazyPattern(r"\b(?:highest|maximum|limit|penalt\w+|fines?)\b", re.IGNORECASE)
FEE = LazyPattern(r"\b(?:fee|cost|price|charge)", re.IGNORECASE)
COSTS = LazyPattern(r"\bcosts?\b", re.IGNORECASE)
ABOUT_PAY = LazyPattern(
    r"\b(?:pays?|paid|payroll|wages?|earns?|earned|minimum|rates?|hour|hourly|payslips?|salary|law|legal)\b",
    re.IGNORECASE,
)
PRICE = LazyPattern(r"\b(?:costs?|prices?|fees?|charges?|tickets?|budgets?|fares?|funded|funds)\b", re.IGNORECASE)
