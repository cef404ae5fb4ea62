-- Decision 9 in SQL, with terms (1) and orders (5) of decision 37: from the tables of sql_facts.sql to the tables
-- `verdict` and `answer`.
-- `w` is the world, `d` the day asked about, `k` a sign-off, `b` one act, `c` a sign-off on a day.
-- Written from the pages alone. Each table says which words of the page it follows.

CREATE MACRO add_term(day, months, days) AS
    CAST(day + to_months(CAST(months AS INTEGER)) + to_days(CAST(days AS INTEGER)) AS DATE);
CREATE MACRO word(value) AS json_extract_string(value, '$');
-- NULL where a value is no number: an aggregate reads also the rows that its FILTER leaves out.
CREATE MACRO whole(value) AS TRY_CAST(value AS INTEGER);
CREATE MACRO runs(day, from_day, until) AS from_day <= day AND (until IS NULL OR day <= until);

---------------------------------------------------------------------------------------------------------------------
-- The rules of the day
---------------------------------------------------------------------------------------------------------------------

-- "may say in `earlier` what held until a day": each field, with the days (after lo, up to hi) on which it holds.
CREATE TABLE rule AS
WITH leaf AS (SELECT DISTINCT w, kind, id, path FROM written WHERE value IS NOT NULL),
said AS (
    SELECT DISTINCT l.w, l.kind, l.id, l.path, t.until, t.value
    FROM leaf l JOIN written t ON t.w = l.w AND t.kind = l.kind AND t.id = l.id
        AND (t.path = l.path OR t.value IS NULL AND starts_with(l.path, t.path || '.'))
),
span AS (
    SELECT w, kind, id, path, value, until AS hi,
        lag(until, 1, DATE '0001-01-01') OVER (PARTITION BY w, kind, id, path ORDER BY until) AS lo
    FROM said
)
SELECT w, kind, id, path, value, lo, hi FROM span WHERE value IS NOT NULL;

-- 37, 5: "An order holds on each day from `from` to `until`", for each of its tasks; "one that ends before it begins
-- holds on no day"
CREATE TABLE in_order AS
SELECT o.*, t.id AS task
FROM (SELECT DISTINCT w, id FROM written WHERE kind = 'task') t
JOIN order_of_time o ON o.w = t.w AND o.from_day <= o.until
WHERE EXISTS (SELECT 1 FROM order_task x WHERE x.w = o.w AND x.n = o.n AND coalesce(x.task, t.id) = t.id);

-- A task together with its tier, in stretches of days on which nothing of either changes and no order begins or ends.
CREATE TABLE stretch AS
WITH cut AS (
    SELECT t.w, t.id AS task, u.until AS hi
    FROM (SELECT DISTINCT w, id FROM written WHERE kind = 'task') t
    JOIN written u ON u.w = t.w AND (u.kind = 'task' AND u.id = t.id OR u.kind = 'tier')
    UNION SELECT w, task, unnest([from_day - 1, until]) FROM in_order
)
SELECT row_number() OVER () AS sid, w, task, hi,
    lag(hi, 1, DATE '0001-01-01') OVER (PARTITION BY w, task ORDER BY hi) AS lo
FROM cut;

-- "with these values"; "Of two orders that change the same field, the one that began later counts; of two of one day,
-- the later in the file"
CREATE TABLE ordered AS
SELECT s.sid, c.field, o.n
FROM stretch s JOIN in_order o ON o.w = s.w AND o.task = s.task AND s.hi >= o.from_day AND s.hi <= o.until
JOIN (SELECT DISTINCT w, n, field FROM order_change) c ON c.w = o.w AND c.n = o.n
QUALIFY row_number() OVER (PARTITION BY s.sid, c.field ORDER BY o.from_day DESC, o.n DESC) = 1;

-- "`terms_run_on` lets the review date, on a day in the order, be so many days later": what may do so in a stretch
CREATE TABLE run_on AS
SELECT s.sid, list({'days': o.run_on, 'until': o.until}) AS orders
FROM stretch s JOIN in_order o ON o.w = s.w AND o.task = s.task AND s.hi >= o.from_day AND s.hi <= o.until
WHERE o.run_on IS NOT NULL GROUP BY s.sid;
-- "but not later than the order's last day by this"; "Of several orders, the latest day counts"
CREATE MACRO later(day, orders) AS
    CASE WHEN day IS NOT NULL
        THEN greatest(day, list_max(list_transform(orders, lambda o: least(date_add(day, to_days(o.days))::DATE, o.until)))) END;

CREATE TABLE says AS
WITH own AS (
    SELECT s.sid, s.w, s.hi, r.path, r.value
    FROM stretch s JOIN rule r ON r.w = s.w AND r.kind = 'task' AND r.id = s.task AND s.hi > r.lo AND s.hi <= r.hi
),
unchanged AS (
    SELECT sid, 'task' AS who, path, value FROM own
    UNION ALL
    SELECT o.sid, 'tier', replace(r.path, 'demands.', ''), r.value
    FROM own o JOIN rule r ON r.w = o.w AND r.kind = 'tier' AND r.id = word(o.value) AND o.hi > r.lo AND o.hi <= r.hi
    WHERE o.path = 'risk'
)
SELECT * FROM unchanged u WHERE NOT EXISTS (
    SELECT 1 FROM ordered x WHERE x.sid = u.sid AND (
        x.field = 'requires' AND starts_with(u.path, 'requires.')
        OR starts_with(u.path || '.', CASE u.who WHEN 'task' THEN 'sign_off.' ELSE '' END || x.field || '.')))
UNION ALL -- "A field that tiers and tasks both have, such as `agreed_by`, has the value in both"
SELECT x.sid, w.who, CASE
        WHEN w.who = 'tier' OR x.field = 'requires' THEN c.path
        WHEN x.field = 'observed_practices' THEN 'sign_off.observed_practices.at_least'
        ELSE 'sign_off.' || c.path END, c.value
FROM ordered x JOIN stretch s USING (sid) JOIN order_change c ON c.w = s.w AND c.n = x.n AND c.field = x.field
CROSS JOIN (VALUES ('task'), ('tier')) w(who)
WHERE c.value IS NOT NULL;

CREATE TABLE rules AS
WITH wide AS (
    SELECT sid,
        max(word(value)) FILTER (who = 'task' AND path = 'category') AS category,
        max(word(value)) FILTER (who = 'task' AND path = 'status') AS status,
        max(word(value)) FILTER (who = 'task' AND path = 'scope') AS scope,
        max(word(value)) FILTER (who = 'task' AND path = 'risk') AS risk,
        count(*) FILTER (who = 'task' AND (path = 'rescue' OR starts_with(path, 'rescue.'))) > 0 AS rescue,
        greatest(
            coalesce(max(whole(value)) FILTER (who = 'task' AND path = 'sign_off.observed_practices.at_least'), 0),
            coalesce(max(whole(value)) FILTER (who = 'tier' AND path = 'observed_practices'), 0)
        ) AS practices,
        max(whole(value)) FILTER (who = 'tier' AND path = 'review_within_months') AS within_months,
        max(whole(value)) FILTER (who = 'tier' AND path = 'with_person') AS with_person,
        max(whole(value)) FILTER (who = 'tier' AND path = 'different_days') AS different_days,
        max(whole(value)) FILTER (who = 'tier' AND path = 'assessed_within_days') AS assessed_within,
        max(whole(value)) FILTER (who = 'tier' AND path = 'reassess_after_lapse_days') AS reassess_after,
        coalesce(max(whole(value)) FILTER (who = 'tier' AND path = 'without_accountable_days'), 28)
            AS without_accountable,
        coalesce(max(whole(value)) FILTER (who = 'tier' AND path = 'resume_within_months'), 3) AS resume_within,
        max(word(value)) FILTER (who = 'tier' AND path = 'expired_competence') AS expired_competence,
        max(word(value)) FILTER (who = 'tier' AND path = 'expired_insurance') AS expired_insurance,
        max(word(value)) FILTER (who = 'tier' AND path = 'other_device') AS other_device
    FROM says GROUP BY sid
)
SELECT s.sid, s.w, s.task, s.lo, s.hi, x.* EXCLUDE (sid), t.rank,
    t.rank = (SELECT max(h.rank) FROM tier h WHERE h.w = s.w) AS highest
FROM stretch s JOIN wide x USING (sid) LEFT JOIN tier t ON t.w = s.w AND t.id = x.risk;

-- 1: "all whom the task or its tier names in `agreed_by`"
CREATE TABLE needed_yes AS
SELECT DISTINCT sid, unnest(from_json(value, '["VARCHAR"]')) AS party
FROM says WHERE (who, path) IN (('task', 'sign_off.agreed_by'), ('tier', 'agreed_by'));

-- 8: "each pair in `apart` (of the task and of its tier)", written both ways round
CREATE TABLE apart AS
WITH pair AS (
    SELECT sid, unnest(from_json(value, '[["VARCHAR"]]')) AS two
    FROM says WHERE (who, path) IN (('task', 'sign_off.apart'), ('tier', 'apart'))
),
link AS (SELECT sid, replace(two[1], '_by', '') AS one, replace(two[2], '_by', '') AS other FROM pair)
SELECT sid, one, other FROM link UNION SELECT sid, other, one FROM link;

-- 5: "is one that the task names for the duty"
CREATE TABLE duty (link VARCHAR, duty VARCHAR, field VARCHAR);
INSERT INTO duty VALUES
    ('delegated', 'delegate', 'delegated_by'), ('handed_over', 'delegate', 'delegated_by'),
    ('trained', 'train', 'trained_by'), ('assessed', 'assess', 'assessed_by'),
    ('observed', 'assess', 'assessed_by'), ('observed', 'train', 'trained_by'),
    ('signed_off', 'sign_off', 'signed_off_by'), ('reviewed', 'review', 'reviewed_by');
CREATE TABLE named_role AS
SELECT s.sid, u.duty, unnest(from_json(s.value, '["VARCHAR"]')) AS role
FROM says s JOIN (SELECT DISTINCT duty, field FROM duty) u ON s.path = 'sign_off.' || u.field WHERE s.who = 'task';

CREATE TABLE never_sole AS -- 9
SELECT sid, unnest(from_json(value, '["VARCHAR"]')) AS role FROM says WHERE who = 'tier' AND path = 'never_sole_assessor';

CREATE TABLE named_trigger AS
SELECT sid, unnest(from_json(value, '["VARCHAR"]')) AS trigger_id
FROM says WHERE who = 'task' AND path = 'decide_again_when';

CREATE TABLE required AS -- 10
SELECT s.sid, substr(s.path, length('requires.') + 1) AS competence, e.rank
FROM says s JOIN stretch x USING (sid) LEFT JOIN step e ON e.w = x.w AND e.id = word(s.value)
WHERE s.who = 'task' AND starts_with(s.path, 'requires.');

---------------------------------------------------------------------------------------------------------------------
-- Terms: decision 37, 1
---------------------------------------------------------------------------------------------------------------------

-- The review of a task in a stretch ("where it says none, so many months as its tier's `review_within_months`"), and
-- `valid_for` of a competence until a day
CREATE TABLE term AS
WITH part AS (
    SELECT sid, NULL AS w, NULL AS competence, NULL AS lo, NULL AS hi,
        replace(substr(path, length('sign_off.review_every.') + 1), 'runs.', '') AS path, value
    FROM says WHERE who = 'task' AND starts_with(path, 'sign_off.review_every.')
    UNION ALL
    SELECT r.sid, NULL, NULL, NULL, NULL, 'months', CAST(r.within_months AS VARCHAR)
    FROM rules r
    WHERE NOT EXISTS (SELECT 1 FROM says x WHERE x.sid = r.sid AND x.who = 'task' AND starts_with(x.path, 'sign_off.review_every.'))
    UNION ALL
    SELECT NULL, s.w, s.id, s.lo, s.hi, replace(substr(r.path, length('valid_for.') + 1), 'runs.', ''), r.value
    FROM (
        SELECT w, id, hi, lag(hi, 1, DATE '0001-01-01') OVER (PARTITION BY w, id ORDER BY hi) AS lo
        FROM (SELECT DISTINCT w, id, until AS hi FROM written WHERE kind = 'competence')
    ) s
    JOIN rule r ON r.w = s.w AND r.kind = 'competence' AND r.id = s.id AND s.hi > r.lo AND s.hi <= r.hi
    WHERE starts_with(r.path, 'valid_for.')
),
wide AS (
    SELECT sid, w, competence, lo, hi,
        sum(whole(value) * CASE path WHEN 'years' THEN 12 WHEN 'months' THEN 1 END) AS months,
        sum(whole(value) * CASE path WHEN 'weeks' THEN 7 WHEN 'days' THEN 1 END) AS days,
        max(word(value)) FILTER (path = 'ends_on') AS ends_on,
        max(word(value)) FILTER (path = 'in_years') AS in_years,
        coalesce(max(word(value)) FILTER (path = 'counts_from'), 'last-visit') AS counts_from,
        sum(whole(value) * CASE path WHEN 'open_before.years' THEN 12 WHEN 'open_before.months' THEN 1 END) AS open_months,
        sum(whole(value) * CASE path WHEN 'open_before.weeks' THEN 7 WHEN 'open_before.days' THEN 1 END) AS open_days,
        sum(whole(value) * CASE path WHEN 'grace.years' THEN 12 WHEN 'grace.months' THEN 1 END) AS grace_months,
        sum(whole(value) * CASE path WHEN 'grace.weeks' THEN 7 WHEN 'grace.days' THEN 1 END) AS grace_days,
        max(word(value)) FILTER (path = 'grace.then') AS after_grace,
        max(TRY_CAST(value AS DECIMAL(9, 1))) FILTER (path = 'needs.hours') AS needs,
        max(word(value)) FILTER (path = 'needs.about') AS about
    FROM part GROUP BY ALL
)
SELECT * EXCLUDE (months, days), coalesce(months, 0) AS months, coalesce(days, 0) AS days,
    coalesce(grace_months, grace_days) IS NOT NULL AS has_grace, coalesce(open_months, open_days) IS NOT NULL AS opens,
    -- "29 February means 28 February in other years"
    CASE WHEN ends_on IS NOT NULL THEN list_transform(
        list_filter(range(2000, 2080), lambda y: in_years IS NULL OR (y % 2 = 1) = (in_years = 'odd')),
        lambda y: least(
            make_date(y, CAST(ends_on[1:2] AS INTEGER), 1) + to_days(CAST(ends_on[4:5] AS INTEGER) - 1),
            last_day(make_date(y, CAST(ends_on[1:2] AS INTEGER), 1)))::DATE) END AS ends
FROM wide;

-- "the term counts its length, with `old-end` as many times as it takes to reach the act's own day"
CREATE MACRO times(base, own, months, days) AS
    list_filter(range(1, 120), lambda k: add_term(base, k * months, k * days) >= own)[1];
-- "or it ends on the first day that `ends_on` names which is after the base day and not before the act's own day"
CREATE MACRO term_end(base, own, months, days, ends) AS
    CASE WHEN ends IS NOT NULL THEN list_filter(ends, lambda e: e > base AND e >= own)[1]
        WHEN months + days > 0 THEN
            add_term(base, times(base, own, months, days) * months, times(base, own, months, days) * days) END;
-- "the base day is then the last but one of these days"
CREATE MACRO term_base(base, own, months, days, ends) AS
    CASE WHEN ends IS NOT NULL OR months + days = 0 THEN base
        ELSE add_term(base, (times(base, own, months, days) - 1) * months, (times(base, own, months, days) - 1) * days) END;
CREATE MACRO before(day, months, days) AS
    CAST(day - to_months(CAST(coalesce(months, 0) AS INTEGER)) - to_days(CAST(coalesce(days, 0) AS INTEGER)) AS DATE);

-- `review_every.steps`, with the intervals in months and days
CREATE TABLE review_step AS
WITH listed AS (
    SELECT sid, from_json(value,
        '[{"every": {"days": "INTEGER", "weeks": "INTEGER", "months": "INTEGER"},
           "for": {"days": "INTEGER", "weeks": "INTEGER", "months": "INTEGER"}}]') AS steps
    FROM says WHERE who = 'task' AND path = 'sign_off.review_every.steps'
),
one AS (SELECT sid, unnest(range(1, len(steps) + 1)) AS m, steps FROM listed)
SELECT sid, m,
    coalesce(steps[m].every.months, 0) AS every_months,
    coalesce(steps[m].every.weeks, 0) * 7 + coalesce(steps[m].every.days, 0) AS every_days,
    coalesce(steps[m]['for'].months, 0) AS for_months,
    coalesce(steps[m]['for'].weeks, 0) * 7 + coalesce(steps[m]['for'].days, 0) AS for_days
FROM one;

-- Roles and triggers, in the same way
CREATE TABLE role_rules AS
WITH cut AS (SELECT DISTINCT w, id AS role, until AS hi FROM written WHERE kind = 'role'),
span AS (
    SELECT row_number() OVER () AS rid, w, role, hi,
        lag(hi, 1, DATE '0001-01-01') OVER (PARTITION BY w, role ORDER BY hi) AS lo
    FROM cut
)
SELECT s.rid, s.w, s.role, s.lo, s.hi,
    bool_or(r.path = 'kind' AND word(r.value) = 'registered') AND bool_or(r.path = 'accountable' AND r.value = 'true')
        AS answerable -- "registered and accountable"
FROM span s JOIN rule r ON r.w = s.w AND r.kind = 'role' AND r.id = s.role AND s.hi > r.lo AND s.hi <= r.hi
GROUP BY ALL;

CREATE TABLE role_may AS
SELECT s.rid, d.duty, substr(r.path, length('may_' || d.duty || '.') + 1) AS category, t.rank
FROM role_rules s JOIN rule r ON r.w = s.w AND r.kind = 'role' AND r.id = s.role AND s.hi > r.lo AND s.hi <= r.hi
JOIN (SELECT DISTINCT duty FROM duty) d ON starts_with(r.path, 'may_' || d.duty || '.')
JOIN tier t ON t.w = s.w AND t.id = word(r.value);

CREATE TABLE role_giver AS
SELECT s.rid, unnest(from_json(r.value, '["VARCHAR"]')) AS giver
FROM role_rules s JOIN rule r ON r.w = s.w AND r.kind = 'role' AND r.id = s.role AND s.hi > r.lo AND s.hi <= r.hi
WHERE r.path = 'authorised_by';

CREATE TABLE trigger_rules AS
WITH cut AS (SELECT DISTINCT w, id AS trigger_id, until AS hi FROM written WHERE kind = 'trigger'),
span AS (
    SELECT w, trigger_id, hi, lag(hi, 1, DATE '0001-01-01') OVER (PARTITION BY w, trigger_id ORDER BY hi) AS lo
    FROM cut
)
SELECT s.w, s.trigger_id, s.lo, s.hi,
    max(word(r.value)) FILTER (r.path = 'holds_for') AS holds_for,
    max(word(r.value)) FILTER (r.path = 'does') AS does,
    max(whole(r.value)) FILTER (r.path = 'days') AS days,
    max(whole(r.value)) FILTER (r.path = 'gap.months') AS gap_months
FROM span s JOIN rule r ON r.w = s.w AND r.kind = 'trigger' AND r.id = s.trigger_id AND s.hi > r.lo AND s.hi <= r.hi
GROUP BY ALL;

---------------------------------------------------------------------------------------------------------------------
-- Practitioners: one human, roles, registration, authority
---------------------------------------------------------------------------------------------------------------------

-- "the same id, if `same_as` of one names the other, and if both are one human with a third"
CREATE TABLE one_human AS
WITH RECURSIVE tie AS (
    SELECT w, id AS one, same_as AS other FROM practitioner WHERE same_as IS NOT NULL
    UNION SELECT w, same_as, id FROM practitioner WHERE same_as IS NOT NULL
),
joined AS (
    SELECT w, one, other FROM tie
    UNION SELECT j.w, j.one, t.other FROM joined j JOIN tie t ON t.w = j.w AND t.one = j.other
)
SELECT w, one, other FROM joined
UNION SELECT w, id, id FROM practitioner
UNION SELECT s.w, a.by_id, a.by_id FROM act a JOIN sign_off s USING (k)
UNION SELECT w, by_id, by_id FROM one_off;

-- 7: "neither they nor anyone who is the same human has the PA in `is_pa`"
CREATE TABLE pa_themselves AS
SELECT DISTINCT p.w, p.is_pa AS pa, h.other AS who
FROM practitioner p JOIN one_human h ON h.w = p.w AND h.one = p.id WHERE p.is_pa IS NOT NULL;

-- Days on which it can change who is in post, or whose authority stands
CREATE TABLE turning_day AS
SELECT DISTINCT w, day FROM (
    SELECT w, d AS day FROM asked
    UNION ALL SELECT w, unnest([active_from, active_until + 1, untrue_from]) FROM practitioner
    UNION ALL SELECT w, day FROM register_check
    UNION ALL SELECT w, unnest([from_day, until + 1]) FROM dated_role
    UNION ALL SELECT w, unnest([day, from_day, until + 1]) FROM authorisation
    UNION ALL SELECT w, until + 1 FROM written WHERE until < DATE '9999-12-31'
    UNION ALL SELECT s.w, a.day FROM act a JOIN sign_off s USING (k)
    UNION ALL SELECT w, day FROM one_off
) WHERE day IS NOT NULL;

-- What a practitioner is on a day, but for who was discredited: that is known only from the day on which it was found.
CREATE TABLE standing AS
WITH in_role AS ( -- "the latest to begin ...; where none runs, it is `role`; of two that begin on one day, the later"
    SELECT p.w, p.id AS who, t.day, runs(t.day, p.active_from, p.active_until) AS active, coalesce(r.role, p.role) AS role
    FROM practitioner p JOIN turning_day t USING (w)
    LEFT JOIN dated_role r ON r.w = p.w AND r.id = p.id AND runs(t.day, r.from_day, r.until)
    QUALIFY row_number() OVER (PARTITION BY p.w, p.id, t.day ORDER BY r.from_day DESC NULLS LAST, r.n DESC) = 1
),
latest AS (
    SELECT t.w, t.day, c.id AS who, max(c.day) AS checked_on
    FROM turning_day t JOIN register_check c ON c.w = t.w AND c.day <= t.day GROUP BY ALL
),
checked AS (
    SELECT l.w, l.day, l.who, l.checked_on,
        bool_and(c.result IN ('registered', 'conditions')) AS fine,
        bool_or(c.result = 'conditions') AS conditions,
        bool_or(c.result IN ('suspended', 'removed')) AS barred
    FROM latest l JOIN register_check c ON c.w = l.w AND c.id = l.who AND c.day = l.checked_on GROUP BY ALL
)
SELECT i.w, i.who, i.day, i.active, i.role, r.rid, coalesce(r.answerable, FALSE) AS answerable,
    c.checked_on IS NOT NULL AS checked,
    coalesce(add_term(c.checked_on, e.register_check_valid_months, 0) >= i.day, FALSE) AS recent,
    coalesce(c.fine, FALSE) AS fine, coalesce(c.conditions, FALSE) AS conditions, coalesce(c.barred, FALSE) AS barred
FROM in_role i
JOIN setting e USING (w)
LEFT JOIN role_rules r ON r.w = i.w AND r.role = i.role AND i.day > r.lo AND i.day <= r.hi
LEFT JOIN checked c ON c.w = i.w AND c.who = i.who AND c.day = i.day;

-- "From the day it was found, nothing that they did or gave on or after `from` carries anything": as known on d
CREATE TABLE untrue AS
SELECT q.w, q.d, p.id AS who, p.untrue_from AS from_day
FROM asked q JOIN practitioner p ON p.w = q.w AND p.found_on <= q.d;

-- What one has on a day by an authorisation, if the one who gave it had authority on the day it was given
CREATE TABLE given AS
SELECT DISTINCT s.w, t.task, s.who, s.day, a.by_id, a.day AS given_on
FROM standing s
JOIN authorisation a ON a.w = s.w AND a.id = s.who AND a.day <= s.day AND runs(s.day, a.from_day, a.until)
JOIN rules t ON t.w = s.w AND s.day > t.lo AND s.day <= t.hi
    AND (list_contains(a.tasks, t.task) OR list_contains(a.categories, t.category))
JOIN standing g ON g.w = s.w AND g.who = a.by_id AND g.day = a.day AND g.active
JOIN role_giver v ON v.rid = s.rid AND v.giver = g.role
WHERE NOT s.answerable;

-- "Only a path that ends at someone registered and accountable carries anything": what is reached from them
CREATE TABLE authorised AS
WITH RECURSIVE reached AS (
    SELECT q.w, q.d, v.task, v.who, v.day
    FROM asked q JOIN given v ON v.w = q.w AND v.day <= q.d
    JOIN standing g ON g.w = v.w AND g.who = v.by_id AND g.day = v.given_on AND g.answerable AND g.recent AND g.fine
    WHERE NOT EXISTS (
        SELECT 1 FROM untrue u WHERE u.w = q.w AND u.d = q.d AND u.who = v.by_id AND u.from_day <= v.given_on)
    UNION
    SELECT p.w, p.d, v.task, v.who, v.day
    FROM reached p JOIN given v ON v.w = p.w AND v.task = p.task AND v.by_id = p.who AND v.given_on = p.day AND v.day <= p.d
    LEFT JOIN untrue u ON u.w = p.w AND u.d = p.d AND u.who = p.who AND u.from_day <= p.day
    WHERE u.who IS NULL
)
SELECT * FROM reached;

-- 4 to 7: an act that was done by someone who could, as known on d
CREATE TABLE able AS
SELECT DISTINCT a.b, q.d
FROM act a
JOIN sign_off k USING (k)
JOIN asked q ON q.w = k.w AND a.day <= q.d
JOIN standing s ON s.w = k.w AND s.who = a.by_id AND s.day = a.day AND s.active
JOIN rules t ON t.w = k.w AND t.task = k.task AND a.day > t.lo AND a.day <= t.hi
JOIN duty u ON u.link = a.link
JOIN role_may m ON m.rid = s.rid AND m.duty = u.duty AND m.category = t.category AND m.rank >= t.rank
JOIN named_role e ON e.sid = t.sid AND e.duty = u.duty AND e.role = s.role
LEFT JOIN authorised o ON o.w = k.w AND o.d = q.d AND o.task = k.task AND o.who = a.by_id AND o.day = a.day
WHERE (s.answerable AND s.recent AND s.fine OR o.who IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM untrue x WHERE x.w = k.w AND x.d = q.d AND x.who = a.by_id AND x.from_day <= a.day)
AND NOT EXISTS (SELECT 1 FROM pa_themselves x WHERE x.w = k.w AND x.pa = k.pa AND x.who = a.by_id);

---------------------------------------------------------------------------------------------------------------------
-- The chain
---------------------------------------------------------------------------------------------------------------------

-- Each sign-off on each day. "A sign-off with `done_under` ... is outside the register: it has no verdict"
CREATE TABLE asked_case AS
SELECT row_number() OVER (ORDER BY k.k, q.d) AS c, k.k, k.w, q.d, k.pa, k.i, k.task, k.person,
    coalesce(k.done_under, 'delegation') <> 'delegation' AS outside
FROM sign_off k JOIN asked q USING (w);

-- Only facts known on d
CREATE TABLE known AS
SELECT j.c, a.*, x.b IS NOT NULL AS could
FROM asked_case j JOIN act a ON a.k = j.k AND a.day <= j.d LEFT JOIN able x ON x.b = a.b AND x.d = j.d;

-- "from the later of `on` and `seen_on`, up to and including `until`"; an insurer's without `until`, some months
CREATE TABLE yes AS
SELECT j.c, a.party, a.n, a.day, greatest(a.day, a.seen_on) AS from_day, a.review_on, a.employer,
    CASE WHEN a.until IS NOT NULL THEN a.until
        WHEN a.party = 'insurer' THEN add_term(a.day, coalesce(e.insurance_months, 12), 0)
        ELSE DATE '9999-12-31' END AS until
FROM asked_case j JOIN agreement a ON a.k = j.k AND a.day <= j.d JOIN setting e ON e.w = j.w;

CREATE TABLE first_yes AS -- "the first day on which it was in force"
SELECT y.c, y.party, min(y.from_day) AS day
FROM yes y JOIN asked_case j USING (c) WHERE y.from_day <= y.until AND y.from_day <= j.d GROUP BY ALL;

-- "the best choice of one of each"; "a link of which there is nothing is not chosen"; "the latest first"
CREATE TABLE choice AS
SELECT j.c, j.d, j.w, j.task,
    row_number() OVER (PARTITION BY j.c ORDER BY s.day DESC, s.n DESC, a.day DESC, a.n DESC, t.day DESC, t.n DESC) AS o,
    l.b AS l_b, l.by_id AS l_by, l.day AS l_day, l.could AS l_could,
    t.b AS t_b, t.by_id AS t_by, t.day AS t_day, t.could AS t_could,
    a.b AS a_b, a.by_id AS a_by, a.day AS a_day, a.could AS a_could,
    s.b AS s_b, s.by_id AS s_by, s.day AS s_day, s.could AS s_could,
    r.sid
FROM asked_case j
LEFT JOIN known l ON l.c = j.c AND l.link = 'delegated'
LEFT JOIN known t ON t.c = j.c AND t.link = 'trained'
LEFT JOIN known a ON a.c = j.c AND a.link = 'assessed' AND a.outcome IS DISTINCT FROM 'not-yet'
LEFT JOIN known s ON s.c = j.c AND s.link = 'signed_off'
LEFT JOIN rules r ON r.w = j.w AND r.task = j.task AND coalesce(s.day, j.d) > r.lo AND coalesce(s.day, j.d) <= r.hi
WHERE NOT j.outside;

CREATE TABLE chosen_act AS
SELECT c, o, sid, 'delegated' AS link, l_b AS b, l_by AS by_id, l_day AS day, l_could AS could FROM choice WHERE l_b IS NOT NULL
UNION ALL SELECT c, o, sid, 'trained', t_b, t_by, t_day, t_could FROM choice WHERE t_b IS NOT NULL
UNION ALL SELECT c, o, sid, 'assessed', a_b, a_by, a_day, a_could FROM choice WHERE a_b IS NOT NULL
UNION ALL SELECT c, o, sid, 'signed_off', s_b, s_by, s_day, s_could FROM choice WHERE s_b IS NOT NULL;

-- "An observed practice counts if ..."; "entries that are alike in every field count once"
CREATE TABLE practice AS
SELECT h.c, h.o, p.whole, any_value(p.day) AS day, any_value(coalesce(p.how, 'with-person')) AS how
FROM choice h JOIN known p ON p.c = h.c AND p.link = 'observed'
WHERE p.outcome IS DISTINCT FROM 'not-yet' AND p.could
AND (h.t_day IS NULL OR p.day >= h.t_day) AND (h.a_day IS NULL OR p.day <= h.a_day)
AND NOT EXISTS (
    SELECT 1 FROM needed_yes n JOIN first_yes f ON f.party = n.party
    WHERE n.sid = h.sid AND f.c = h.c AND p.day < f.day)
AND ( -- "a sign-off that names `devices` and not that one"
    p.device IS NULL
    OR NOT EXISTS (SELECT 1 FROM named_device x WHERE x.k = p.k AND x.b IS NULL)
    OR EXISTS (SELECT 1 FROM named_device x WHERE x.k = p.k AND x.b IS NULL AND x.device = p.device))
GROUP BY h.c, h.o, p.whole;

CREATE TABLE practised AS
SELECT h.c, h.o, count(p.day) AS counted, count(p.day) FILTER (p.how = 'with-person') AS with_person,
    count(DISTINCT p.day) AS days
FROM choice h LEFT JOIN practice p ON p.c = h.c AND p.o = h.o GROUP BY h.c, h.o;

-- 10: an entry "assessed ... at that step", by "a practitioner who was active that day, not discredited for it, and
-- not the PA themselves", as known on d
CREATE TABLE competence_entry AS
SELECT q.w, q.d, e.pa, z.task, e.competence, z.asked, e.day, e.until, o.orders,
    row_number() OVER (PARTITION BY q.w, q.d, e.pa, z.task, e.competence, z.asked ORDER BY e.day, e.n) AS m
FROM held_competence e
JOIN asked q ON q.w = e.w AND e.day <= q.d
JOIN step s ON s.w = e.w AND s.id = e.step
JOIN practitioner p ON p.w = e.w AND p.id = e.by_id AND runs(e.day, p.active_from, p.active_until)
JOIN (SELECT DISTINCT x.w, x.task, n.competence, n.rank AS asked FROM required n JOIN stretch x USING (sid)) z
    ON z.w = e.w AND z.competence = e.competence AND z.asked <= s.rank
JOIN stretch x ON x.w = e.w AND x.task = z.task AND e.day > x.lo AND e.day <= x.hi
LEFT JOIN run_on o ON o.sid = x.sid
WHERE NOT EXISTS (SELECT 1 FROM untrue x WHERE x.w = q.w AND x.d = q.d AND x.who = e.by_id AND x.from_day <= e.day)
AND NOT EXISTS (SELECT 1 FROM pa_themselves x WHERE x.w = q.w AND x.pa = e.pa AND x.who = e.by_id);

-- Hours of `learning` "on the days after the last renewal, up to and including its own day"
CREATE TABLE entry_hours AS
SELECT e.w, e.d, e.pa, e.task, e.competence, e.asked, e.m, p.m AS since, sum(l.hours) AS hours
FROM competence_entry e
JOIN competence_entry p USING (w, d, pa, task, competence, asked)
JOIN term t ON t.w = e.w AND t.competence = e.competence AND e.day > t.lo AND e.day <= t.hi AND t.needs IS NOT NULL
LEFT JOIN learning l ON l.w = e.w AND l.pa = e.pa AND l.day > p.day AND l.day <= e.day
    AND coalesce(t.about, l.about, '') = coalesce(l.about, '')
WHERE p.m < e.m GROUP BY ALL;

-- 37, 1, "Lists of entries": to what day each entry counts; the end that stands after it. No end is the last of all days.
CREATE TABLE competence AS
WITH RECURSIVE act_of AS (
    SELECT e.*, t.* EXCLUDE (sid, w, competence, lo, hi)
    FROM competence_entry e
    LEFT JOIN term t ON t.w = e.w AND t.competence = e.competence AND e.day > t.lo AND e.day <= t.hi
),
stood AS (
    SELECT w, d, pa, task, competence, asked, m, day, base, renewed, counts, counts AS end_day
    FROM (
        SELECT *, day AS base, m AS renewed,
            least(until, coalesce(term_end(day, day, months, days, ends), DATE '9999-12-31')) AS counts
        FROM act_of WHERE m = 1
    )
    UNION ALL
    SELECT w, d, pa, task, competence, asked, m, day, base, renewed, counts, greatest(end_day, counts) AS end_day
    FROM (
        SELECT w, d, pa, task, competence, asked, m, day, end_day,
            CASE WHEN refused THEN base ELSE term_base(own_base, day, months, days, ends) END AS base,
            CASE WHEN refused THEN renewed ELSE m END AS renewed,
            CASE WHEN refused THEN least(until, end_day)
                ELSE least(until, coalesce(term_end(own_base, day, months, days, ends), DATE '9999-12-31')) END AS counts
        FROM (
            SELECT *, NOT late AND (too_early OR too_few) AS refused,
                CASE WHEN counts_from = 'old-end' AND NOT late AND end_day < DATE '9999-12-31' THEN end_day ELSE day END AS own_base
            FROM (
                SELECT a.*, p.end_day, p.base, p.renewed,
                    coalesce(a.has_grace, FALSE) AND p.end_day < DATE '9999-12-31'
                        AND a.day > add_term(later(least(p.end_day, DATE '2500-01-01'), a.orders), coalesce(a.grace_months, 0), coalesce(a.grace_days, 0)) AS late,
                    coalesce(a.opens AND p.end_day < DATE '9999-12-31'
                        AND a.day < before(p.end_day, a.open_months, a.open_days), FALSE)
                        OR coalesce(a.counts_from = 'old-end' AND a.day <= p.base, FALSE) AS too_early,
                    coalesce(coalesce(h.hours, 0) < a.needs, FALSE) AS too_few
                FROM stood p
                JOIN act_of a ON a.w = p.w AND a.d = p.d AND a.pa = p.pa AND a.task = p.task AND a.competence = p.competence AND a.asked = p.asked
                    AND a.m = p.m + 1
                LEFT JOIN entry_hours h ON h.w = a.w AND h.d = a.d AND h.pa = a.pa AND h.task = a.task AND h.competence = a.competence
                    AND h.asked = a.asked AND h.m = a.m AND h.since = p.renewed
            )
        )
    )
)
SELECT w, d, pa, task, competence, asked, day, counts AS until FROM stood;

CREATE TABLE fault AS
-- 1
SELECT h.c, h.o, '1 delegated before the person said yes' AS why
FROM choice h JOIN needed_yes n ON n.sid = h.sid AND n.party = 'person'
LEFT JOIN first_yes f ON f.c = h.c AND f.party = 'person'
WHERE h.l_day IS NOT NULL AND h.l_day < f.day
-- 2
UNION ALL SELECT c, o, '2 trained before delegated' FROM choice WHERE t_day < l_day
UNION ALL SELECT c, o, '2 assessed before trained' FROM choice WHERE a_day < t_day
UNION ALL SELECT c, o, '2 signed off before assessed' FROM choice WHERE s_day < a_day
UNION ALL SELECT h.c, h.o, '2 no yes of the ' || n.party
FROM choice h JOIN needed_yes n ON n.sid = h.sid
WHERE h.s_day IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM yes y WHERE y.c = h.c AND y.party = n.party AND y.from_day <= h.s_day AND h.s_day <= y.until)
UNION ALL SELECT h.c, h.o, '2 practices'
FROM choice h JOIN rules r USING (sid) JOIN practised p ON p.c = h.c AND p.o = h.o
WHERE h.s_day IS NOT NULL AND p.counted < r.practices
-- 3
UNION ALL SELECT c, o, '3 trained, not delegated' FROM choice WHERE t_day IS NOT NULL AND l_day IS NULL
UNION ALL SELECT c, o, '3 assessed, not trained' FROM choice WHERE a_day IS NOT NULL AND t_day IS NULL
UNION ALL SELECT c, o, '3 signed off, not assessed' FROM choice WHERE s_day IS NOT NULL AND a_day IS NULL
UNION ALL SELECT h.c, h.o, '3 delegated, no yes of the person'
FROM choice h JOIN needed_yes n ON n.sid = h.sid AND n.party = 'person'
WHERE h.l_day IS NOT NULL AND NOT EXISTS (SELECT 1 FROM first_yes f WHERE f.c = h.c AND f.party = 'person')
-- 4 to 7
UNION ALL SELECT c, o, '4-7 ' || link FROM chosen_act WHERE NOT could
-- 8
UNION ALL SELECT a.c, a.o, '8 ' || a.link || ', ' || z.link
FROM chosen_act a JOIN asked_case j USING (c) JOIN apart p ON p.sid = a.sid AND p.one = a.link
JOIN chosen_act z ON z.c = a.c AND z.o = a.o AND z.link = p.other
JOIN one_human h ON h.w = j.w AND h.one = a.by_id AND h.other = z.by_id
-- 9
UNION ALL SELECT h.c, h.o, '9'
FROM choice h JOIN standing s ON s.w = h.w AND s.who = h.a_by AND s.day = h.a_day
JOIN rules r ON r.w = h.w AND r.task = h.task AND h.a_day > r.lo AND h.a_day <= r.hi
JOIN never_sole n ON n.sid = r.sid AND n.role = s.role
-- 10
UNION ALL SELECT h.c, h.o, '10 ' || n.competence
FROM choice h JOIN asked_case j USING (c) JOIN required n ON n.sid = h.sid
LEFT JOIN competence e ON e.w = j.w AND e.d = j.d AND e.pa = j.pa AND e.task = j.task AND e.competence = n.competence
    AND e.asked = n.rank AND e.day <= h.s_day
LEFT JOIN run_on o ON o.sid = h.sid
WHERE h.s_day IS NOT NULL
GROUP BY h.c, h.o, h.s_day, n.competence, n.rank HAVING NOT coalesce(bool_or(h.s_day <= later(e.until, o.orders)), FALSE)
-- 11
UNION ALL SELECT h.c, h.o, '11 status'
FROM choice h LEFT JOIN rules r ON r.w = h.w AND r.task = h.task AND h.d > r.lo AND h.d <= r.hi
WHERE coalesce(r.status, '') NOT IN ('delegable', 'by-exception')
UNION ALL SELECT h.c, h.o, '11 another person'
FROM choice h JOIN asked_case j USING (c) JOIN sign_off k ON k.k = j.k LEFT JOIN rules r ON r.sid = h.sid
WHERE h.a_day IS NOT NULL AND k.assessed_with <> k.person AND r.scope IS DISTINCT FROM 'transferable'
-- 12
UNION ALL SELECT h.c, h.o, '12'
FROM choice h JOIN rules r USING (sid) JOIN practised p ON p.c = h.c AND p.o = h.o
WHERE h.s_day IS NOT NULL AND p.counted >= r.practices
AND (NOT r.rescue AND p.with_person < coalesce(r.with_person, 0) OR p.days < coalesce(r.different_days, 0))
-- 13
UNION ALL SELECT h.c, h.o, '13' FROM choice h JOIN rules r USING (sid) WHERE h.a_day > h.t_day + r.assessed_within
-- 14
UNION ALL SELECT h.c, h.o, '14'
FROM choice h JOIN known y ON y.c = h.c AND y.link = 'assessed' AND y.outcome = 'not-yet'
WHERE y.day >= h.a_day AND y.day <= h.s_day;

-- "The first that has no fault counts; if all have faults, the first one's are shown"
CREATE TABLE chosen AS
SELECT h.*, x.c IS NOT NULL AS broken, x.c IS NULL AND h.s_day IS NOT NULL AS decided
FROM choice h LEFT JOIN (SELECT DISTINCT c, o FROM fault) x ON x.c = h.c AND x.o = h.o
QUALIFY row_number() OVER (PARTITION BY h.c ORDER BY x.c IS NOT NULL, h.o) = 1;

---------------------------------------------------------------------------------------------------------------------
-- Decisions
---------------------------------------------------------------------------------------------------------------------

CREATE TABLE kept_apart AS -- the reviews by which a pair of duties is broken
SELECT DISTINCT v.c, v.b
FROM chosen h JOIN known v ON v.c = h.c AND v.link = 'reviewed'
JOIN apart p ON p.sid = h.sid AND p.one = 'reviewed'
JOIN chosen_act a ON a.c = h.c AND a.o = h.o AND a.link = p.other
JOIN one_human x ON x.w = h.w AND x.one = v.by_id AND x.other = a.by_id;

-- "A review could count if ...", and says `continues`; 0 is the sign-off, then reviews by day and by place in the file
CREATE TABLE mark AS
SELECT c, 0 AS m, s_day AS day, NULL AS b, TRUE AS visit FROM chosen WHERE decided
UNION ALL
SELECT h.c, row_number() OVER (PARTITION BY h.c ORDER BY v.day, v.n), v.day, v.b, v.kind IS DISTINCT FROM 'decision'
FROM chosen h JOIN known v ON v.c = h.c AND v.link = 'reviewed'
WHERE h.decided AND v.outcome = 'continues' AND v.could AND v.setting IS NULL AND v.day >= h.s_day
AND NOT EXISTS (SELECT 1 FROM kept_apart x WHERE x.c = v.c AND x.b = v.b);

-- Assessments `competent` "whose actor could assess (4 to 7, 9)"
CREATE TABLE good_assessment AS
SELECT a.c, a.day
FROM known a JOIN asked_case j USING (c)
JOIN standing s ON s.w = j.w AND s.who = a.by_id AND s.day = a.day
JOIN rules r ON r.w = j.w AND r.task = j.task AND a.day > r.lo AND a.day <= r.hi
WHERE a.link = 'assessed' AND a.outcome IS DISTINCT FROM 'not-yet' AND a.could
AND NOT EXISTS (SELECT 1 FROM never_sole n WHERE n.sid = r.sid AND n.role = s.role);

-- The ends of the steps of `review_every`, "counted one after the other from the sign-off"
CREATE TABLE step_end AS
WITH RECURSIVE ending AS (
    SELECT k.c, k.m AS mark, p.m, add_term(h.s_day, p.for_months, p.for_days) AS until, p.every_months, p.every_days, r.sid
    FROM mark k JOIN chosen h USING (c)
    JOIN rules r ON r.w = h.w AND r.task = h.task AND k.day > r.lo AND k.day <= r.hi
    JOIN review_step p ON p.sid = r.sid AND p.m = 1
    UNION ALL
    SELECT e.c, e.mark, p.m, add_term(e.until, p.for_months, p.for_days), p.every_months, p.every_days, e.sid
    FROM ending e JOIN review_step p ON p.sid = e.sid AND p.m = e.m + 1
)
SELECT * FROM ending;

-- The term of each mark, by the rules of its day: "the interval of the first such step", else its own length
CREATE TABLE mark_term AS
WITH step AS (
    SELECT k.c, k.m, e.every_months, e.every_days
    FROM mark k JOIN step_end e ON e.c = k.c AND e.mark = k.m AND k.day < e.until
    QUALIFY row_number() OVER (PARTITION BY k.c, k.m ORDER BY e.m) = 1
)
SELECT k.*, t.* EXCLUDE (sid, w, competence, lo, hi, months, days), r.reassess_after, o.orders, s.review_on AS signed_review_on,
    CASE WHEN x.c IS NULL THEN t.months ELSE x.every_months END AS months,
    CASE WHEN x.c IS NULL THEN t.days ELSE x.every_days END AS days,
    (SELECT max(a.day) FROM good_assessment a WHERE a.c = k.c AND a.day <= k.day) AS reassessed,
    (SELECT max(y.day) FROM known y JOIN good_assessment a ON a.c = y.c AND a.day >= y.day
        WHERE y.c = k.c AND y.link = 'trained' AND y.could AND a.day <= k.day) AS retrained
FROM mark k JOIN chosen h USING (c) JOIN asked_case j USING (c) JOIN sign_off s ON s.k = j.k
JOIN rules r ON r.w = h.w AND r.task = h.task AND k.day > r.lo AND k.day <= r.hi
JOIN term t ON t.sid = r.sid
LEFT JOIN run_on o ON o.sid = r.sid
LEFT JOIN step x ON x.c = k.c AND x.m = k.m;

-- Of an earlier and a later mark: the nearest date that a review set from the day of the one and before that of the
-- other, the hours learnt between them, and whether the second is no decision if the first was the last one
CREATE TABLE two_marks AS
SELECT z.c, p.m AS before, z.m,
    (SELECT min(v.review_on) FROM known v
        WHERE v.c = z.c AND v.link = 'reviewed' AND v.setting IS NULL AND v.day >= p.day AND v.day < z.day) AS set_date,
    (SELECT coalesce(sum(l.hours), 0) FROM learning l
        WHERE l.w = j.w AND l.pa = j.pa AND l.day > p.day AND l.day <= z.day
        AND coalesce(z.about, l.about, '') = coalesce(l.about, '')) AS hours,
    EXISTS ( -- `retrain`
        SELECT 1 FROM known v
        WHERE v.c = z.c AND v.link = 'reviewed' AND v.outcome = 'retrain' AND v.day <= z.day AND v.day >= p.day
        AND NOT (coalesce(z.retrained, v.day) > v.day))
    OR EXISTS ( -- `not-yet`
        SELECT 1 FROM known y
        WHERE y.c = z.c AND y.link = 'assessed' AND y.outcome = 'not-yet' AND y.day <= z.day AND y.day > h.s_day
        AND y.day >= p.day AND NOT (coalesce(z.reassessed, y.day) > y.day)) AS refused
FROM mark_term z JOIN mark p ON p.c = z.c AND p.m < z.m JOIN chosen h ON h.c = z.c JOIN asked_case j ON j.c = z.c;

-- What stands after each mark: the last decision, the last that is not of case 1, the end, the base day, the last renewal
CREATE TABLE stood AS
WITH RECURSIVE after_mark AS (
    SELECT c, 0 AS m, TRUE AS decides, 0 AS decided, 0 AS visited, 0 AS renewed, day AS base,
        term_end(day, day, months, days, ends) AS end_day
    FROM mark_term WHERE m = 0
    UNION ALL
    SELECT c, m, decides,
        CASE WHEN decides THEN m ELSE decided END,
        CASE WHEN decides AND NOT by_phone THEN m ELSE visited END,
        CASE WHEN renews THEN m ELSE renewed END,
        CASE WHEN renews THEN term_base(own_base, day, months, days, ends) ELSE base END,
        CASE WHEN renews THEN term_end(own_base, day, months, days, ends) ELSE end_day END
    FROM (
        SELECT *, decides AND NOT by_phone AND NOT too_early AND NOT too_few AS renews,
            CASE WHEN counts_from = 'old-end' AND end_day IS NOT NULL AND NOT (has_grace AND late) THEN end_day ELSE day END AS own_base
        FROM (
            SELECT *, NOT refused AND NOT (late AND NOT cured) AS decides
            FROM (
                SELECT *,
                    coalesce(CASE WHEN has_grace
                        THEN day > add_term(review_date, coalesce(grace_months, 0), coalesce(grace_days, 0))
                        ELSE day > review_date + reassess_after END, FALSE) AS late,
                    coalesce(CASE WHEN has_grace AND after_grace IS DISTINCT FROM 'reassess'
                        THEN retrained > review_date ELSE reassessed > review_date END, FALSE) AS cured
                FROM (
                    SELECT z.* EXCLUDE (c, m), z.c, CAST(z.m AS INTEGER) AS m, p.decided, p.visited, p.renewed, p.base, p.end_day,
                        x.refused,
                        later(least(p.end_day, CASE WHEN p.visited = 0 THEN z.signed_review_on END, s.set_date), z.orders) AS review_date,
                        NOT z.visit AND z.counts_from <> 'act' AS by_phone,
                        coalesce(z.opens AND z.day < before(p.end_day, z.open_months, z.open_days), FALSE)
                            OR z.counts_from = 'old-end' AND z.day <= p.base AS too_early,
                        coalesce(y.hours < z.needs, FALSE) AS too_few
                    FROM after_mark p JOIN mark_term z ON z.c = p.c AND z.m = p.m + 1
                    JOIN two_marks x ON x.c = z.c AND x.before = p.decided AND x.m = z.m
                    JOIN two_marks s ON s.c = z.c AND s.before = p.visited AND s.m = z.m
                    JOIN two_marks y ON y.c = z.c AND y.before = p.renewed AND y.m = z.m
                )
            )
        )
    )
)
SELECT * FROM after_mark;

CREATE TABLE decision AS SELECT s.c, s.m, k.day, k.b FROM stood s JOIN mark k USING (c, m) WHERE s.decides;

CREATE TABLE last_decision AS
SELECT s.c, s.decided AS m, k.day,
    least(s.end_day, CASE WHEN s.visited = 0 THEN o.review_on END, (
        SELECT min(v.review_on) FROM known v
        WHERE v.c = s.c AND v.link = 'reviewed' AND v.setting IS NULL AND v.day >= z.day
    )) AS review_date
FROM stood s JOIN mark k ON k.c = s.c AND k.m = s.decided JOIN mark z ON z.c = s.c AND z.m = s.visited
JOIN asked_case j ON j.c = s.c JOIN sign_off o ON o.k = j.k
QUALIFY row_number() OVER (PARTITION BY s.c ORDER BY s.m DESC) = 1;

---------------------------------------------------------------------------------------------------------------------
-- Stops
---------------------------------------------------------------------------------------------------------------------

-- "It ends on the day of an entry of `resumed` ...". For every record, also one that is outside.
CREATE TABLE withdrawal AS
SELECT j.c, x.day
FROM asked_case j JOIN withdrawn x ON x.k = j.k AND x.day <= j.d
WHERE NOT EXISTS (
    SELECT 1 FROM resumed y
    LEFT JOIN rules r ON r.w = j.w AND r.task = j.task AND y.day > r.lo AND y.day <= r.hi
    WHERE y.k = j.k AND y.day >= x.day AND y.day <= j.d AND y.by_id = x.by_id
    AND y.day <= add_term(x.day, coalesce(r.resume_within, 3), 0)
    AND coalesce(x.because, '') NOT IN ('change-in-health', 'concern')
    AND NOT (x.because IS NULL AND x.by_id NOT IN ( -- "a professional who gives none"
        'person', 'best-interests', 'attorney', 'deputy', 'court', 'parent', 'pa', 'employer', 'insurer')));

-- "the whole chain is after the day of that stop": the first day of the chain
CREATE TABLE whole_chain AS
SELECT h.c, least(h.l_day, h.t_day, h.a_day, h.s_day, (
    SELECT min(y.day) FROM (
        SELECT y.party, max(y.from_day) AS day
        FROM yes y JOIN needed_yes n ON n.party = y.party
        WHERE y.c = h.c AND n.sid = h.sid AND y.party <> 'insurer' GROUP BY y.party
    ) y
)) AS first_day
FROM chosen h WHERE h.decided;

CREATE TABLE stopping_review AS -- "by any reviewer, in any setting"
SELECT v.c, v.day
FROM known v LEFT JOIN last_decision x USING (c) LEFT JOIN whole_chain f USING (c)
WHERE v.link = 'reviewed' AND (
    v.outcome = 'retrain' AND (x.day IS NULL OR v.day >= x.day) -- "on or after the day of the last decision"
    OR v.outcome = 'stops' AND (x.day IS NULL OR f.first_day IS NULL OR v.day >= f.first_day)); -- "unless the whole chain is after it"

-- Times away that overlap or adjoin are one; "known from `from`"
CREATE TABLE time_away AS
WITH one AS (
    SELECT q.w, q.d, a.pa, a.from_day, coalesce(a.until, DATE '9999-12-31') AS until
    FROM asked q JOIN away a ON a.w = q.w AND a.from_day <= q.d AND (a.until IS NULL OR a.until >= a.from_day)
),
begun AS (
    SELECT *, from_day > 1 + max(until) OVER (
        PARTITION BY w, d, pa ORDER BY from_day, until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS new
    FROM one
),
run AS (
    SELECT *, count(*) FILTER (coalesce(new, TRUE)) OVER (
        PARTITION BY w, d, pa ORDER BY from_day, until ROWS UNBOUNDED PRECEDING) AS number
    FROM begun
)
SELECT w, d, pa, number, min(from_day) AS from_day, max(until) AS until FROM run GROUP BY w, d, pa, number;

-- Events of the person, and times away that were as long as a gap, of which the trigger holds for the task
CREATE TABLE happened AS
WITH listed AS (
    SELECT j.c, e.trigger_id, e.day, FALSE AS was_away, NULL AS from_day
    FROM asked_case j JOIN person_event e ON e.w = j.w AND e.person = j.person AND e.day <= j.d
    WHERE coalesce(e.pa, j.pa) = j.pa AND coalesce(e.task, j.task) = j.task
    UNION ALL
    SELECT j.c, t.trigger_id, a.until + 1, TRUE, a.from_day
    FROM asked_case j JOIN time_away a ON a.w = j.w AND a.d = j.d AND a.pa = j.pa AND a.until < j.d
    JOIN (SELECT DISTINCT w, trigger_id FROM trigger_rules) t ON t.w = j.w
)
SELECT l.c, l.day, t.trigger_id, t.does, t.days
FROM listed l JOIN asked_case j USING (c)
JOIN trigger_rules t ON t.w = j.w AND t.trigger_id = l.trigger_id AND l.day > t.lo AND l.day <= t.hi
JOIN rules r ON r.w = j.w AND r.task = j.task AND l.day > r.lo AND l.day <= r.hi
JOIN last_decision x ON x.c = l.c AND l.day >= x.day
WHERE (
    EXISTS (SELECT 1 FROM named_trigger n WHERE n.sid = r.sid AND n.trigger_id = t.trigger_id)
    OR t.holds_for = 'every-task' AND NOT (t.gap_months IS NOT NULL AND r.rescue))
AND (NOT l.was_away OR coalesce(add_term(l.from_day, t.gap_months, 0) <= l.day, FALSE));

CREATE TABLE stop AS
SELECT c, 'withdrawn' AS why FROM withdrawal
UNION ALL SELECT c, 'review' FROM stopping_review
UNION ALL SELECT y.c, 'not yet competent'
FROM known y JOIN last_decision x USING (c) JOIN chosen h USING (c)
WHERE y.link = 'assessed' AND y.outcome = 'not-yet' AND y.day > h.s_day AND y.day >= x.day
UNION ALL SELECT e.c, 'event ' || e.trigger_id
FROM happened e JOIN asked_case j USING (c)
WHERE e.does = 'stop' OR e.does = 'go-on-until' AND j.d > e.day + coalesce(e.days, 0);

---------------------------------------------------------------------------------------------------------------------
-- Now
---------------------------------------------------------------------------------------------------------------------

-- What is judged on d, by the rules of d, once there is a decision
CREATE TABLE present AS
SELECT j.c, j.k, j.w, j.d, j.pa, j.task, j.person, x.m, x.day AS decided_on,
    later(x.review_date, o.orders) AS review_date, h.sid AS signed_sid, h.l_day, h.l_by,
    h.a_day, r.sid, r.risk, r.highest, r.expired_competence, r.expired_insurance, r.other_device, r.without_accountable,
    e.review_warning_days AS warning_days
FROM asked_case j JOIN last_decision x USING (c) JOIN chosen h USING (c) JOIN setting e ON e.w = j.w
JOIN rules r ON r.w = j.w AND r.task = j.task AND j.d > r.lo AND j.d <= r.hi
LEFT JOIN run_on o ON o.sid = r.sid;

-- Who is accountable on each turning day from the delegation to d: "the last to whom it was handed over ..., else who
-- delegated"; and whether they are in post
CREATE TABLE accountable AS
WITH day_of AS (
    SELECT p.c, t.day FROM present p JOIN turning_day t ON t.w = p.w AND t.day >= p.l_day AND t.day <= p.d
),
holder AS (
    SELECT p.c, p.w, p.d, p.task, t.day, coalesce(v.by_id, p.l_by) AS who, coalesce(v.could, TRUE) AS could
    FROM present p JOIN day_of t USING (c)
    LEFT JOIN known v ON v.c = p.c AND v.link = 'handed_over' AND v.day <= t.day
    QUALIFY row_number() OVER (PARTITION BY p.c, t.day ORDER BY v.day DESC NULLS LAST, v.n DESC) = 1
)
SELECT h.c, h.day, h.who, coalesce(s.answerable, FALSE) AS answerable, s.conditions, s.recent, s.checked,
    coalesce(
        h.could AND s.active AND u.who IS NULL
        AND (s.answerable AND NOT s.barred OR NOT s.answerable AND o.who IS NOT NULL), FALSE) AS in_post
FROM holder h
LEFT JOIN standing s ON s.w = h.w AND s.who = h.who AND s.day = h.day
LEFT JOIN untrue u ON u.w = h.w AND u.d = h.d AND u.who = h.who AND u.from_day <= h.day
LEFT JOIN authorised o ON o.w = h.w AND o.d = h.d AND o.task = h.task AND o.who = h.who AND o.day = h.day;

CREATE TABLE unattended AS -- "the first of the run of days without a gap, up to d"
SELECT a.c, min(a.day) AS since
FROM accountable a
LEFT JOIN (SELECT c, max(day) AS day FROM accountable WHERE in_post GROUP BY c) l USING (c)
WHERE l.day IS NULL OR a.day > l.day GROUP BY a.c;

CREATE TABLE employer_now AS -- "a latest one on d (of two with one `from`, the later in the file)"
SELECT p.c, e.id, e.from_day
FROM present p JOIN employer e ON e.w = p.w AND e.person = p.person AND e.from_day <= p.d
QUALIFY row_number() OVER (PARTITION BY p.c ORDER BY e.from_day DESC, e.n DESC) = 1;

CREATE TABLE devices_known AS -- of the sign-off and of the reviews that were decisions
SELECT p.c, n.device FROM present p JOIN named_device n ON n.k = p.k AND n.b IS NULL
UNION SELECT x.c, n.device FROM decision x JOIN named_device n ON n.b = x.b;

CREATE TABLE competence_now AS -- each that was required on the day of the sign-off, with its effect and its last day
SELECT p.c, p.d, p.warning_days, coalesce(p.expired_competence, CASE WHEN p.highest THEN 'lapsed' ELSE 'due' END) AS effect,
    n.competence,
    max(later(e.until, o.orders)) FILTER (p.d <= later(e.until, o.orders)) AS until
FROM present p JOIN required n ON n.sid = p.signed_sid
LEFT JOIN competence e ON e.w = p.w AND e.d = p.d AND e.pa = p.pa AND e.task = p.task AND e.competence = n.competence AND e.asked = n.rank
LEFT JOIN run_on o ON o.sid = p.sid
GROUP BY ALL;

CREATE TABLE asks AS -- "A change asks it of old sign-offs, once it has come"
SELECT p.c, p.d, a.by_day
FROM present p JOIN asks_of_old a ON a.w = p.w AND a.until < p.d
    AND (a.kind = 'task' AND a.id = p.task OR a.kind = 'tier' AND a.id = p.risk)
WHERE a.act = 'review' AND p.decided_on <= a.until OR a.act = 'reassess' AND p.a_day <= a.until;

CREATE TABLE in_force AS SELECT y.* FROM yes y JOIN asked_case j USING (c) WHERE y.from_day <= j.d AND j.d <= y.until;

CREATE TABLE now_so AS
SELECT c, 'due' AS effect, 'no one accountable' AS why FROM unattended
UNION ALL SELECT u.c, 'stopped', 'no one accountable for long'
FROM unattended u JOIN present p USING (c) WHERE p.d >= u.since + p.without_accountable
UNION ALL SELECT a.c, 'due', 'check'
FROM accountable a JOIN present p ON p.c = a.c AND p.d = a.day
WHERE a.answerable AND (NOT a.checked OR a.conditions OR NOT a.recent)
UNION ALL SELECT p.c, CASE WHEN n.party = 'insurer' THEN coalesce(p.expired_insurance, 'lapsed') ELSE 'stopped' END,
    'yes of the ' || n.party
FROM present p JOIN needed_yes n USING (sid)
WHERE NOT EXISTS (SELECT 1 FROM in_force y WHERE y.c = p.c AND y.party = n.party)
UNION ALL SELECT p.c, 'due', 'yes of the person to be looked at'
FROM present p JOIN (
    SELECT * FROM in_force WHERE party = 'person'
    QUALIFY row_number() OVER (PARTITION BY c ORDER BY from_day DESC, n DESC) = 1
) y USING (c) WHERE y.review_on < p.d
UNION ALL SELECT p.c, 'stopped', 'employer'
FROM present p JOIN employer_now e USING (c) JOIN needed_yes n ON n.sid = p.sid AND n.party = 'employer'
WHERE NOT EXISTS (
    SELECT 1 FROM in_force y WHERE y.c = p.c AND y.party = 'employer'
    AND (y.employer = e.id OR y.employer IS NULL AND y.day >= e.from_day))
UNION ALL SELECT c, effect, 'competence ' || competence FROM competence_now WHERE until IS NULL
UNION ALL SELECT p.c,
    CASE WHEN EXISTS (SELECT 1 FROM devices_known v WHERE v.c = p.c) THEN coalesce(p.other_device, 'stopped') ELSE 'due' END,
    'device ' || u.device
FROM present p JOIN used_device u ON u.w = p.w AND u.person = p.person AND u.task = p.task AND runs(p.d, u.from_day, u.until)
WHERE NOT EXISTS (SELECT 1 FROM devices_known v WHERE v.c = p.c AND v.device = u.device)
UNION ALL SELECT p.c, 'stopped', 'PA left' FROM present p JOIN pa a ON a.w = p.w AND a.id = p.pa WHERE a.active_until < p.d
UNION ALL SELECT p.c, 'stopped', 'PA away'
FROM present p JOIN away a ON a.w = p.w AND a.pa = p.pa AND runs(p.d, a.from_day, a.until)
UNION ALL SELECT p.c, 'stopped', 'support ended'
FROM present p JOIN person o ON o.w = p.w AND o.id = p.person WHERE o.ended_on <= p.d
UNION ALL SELECT c, CASE WHEN d > by_day THEN 'lapsed' ELSE 'due' END, 'a change asks it' FROM asks
-- what is also due before its last day
UNION ALL SELECT p.c, 'due', 'insurance ends'
FROM present p JOIN needed_yes n ON n.sid = p.sid AND n.party = 'insurer'
JOIN (SELECT c, max(until) AS until FROM in_force WHERE party = 'insurer' GROUP BY c) y USING (c)
WHERE y.until - p.d <= p.warning_days
UNION ALL SELECT c, 'due', 'competence ends'
FROM competence_now WHERE effect IN ('lapsed', 'stopped') AND until - d <= warning_days;

CREATE TABLE judged AS
SELECT j.w, j.d, j.k, j.c, j.pa, j.i, j.task, j.person,
    CASE
        WHEN j.outside THEN 'outside'
        WHEN h.broken THEN 'broken'
        WHEN j.c IN (SELECT c FROM stop) OR j.c IN (SELECT c FROM now_so WHERE effect = 'stopped') THEN 'stopped'
        WHEN NOT h.decided THEN 'incomplete'
        WHEN j.d > p.review_date OR j.c IN (SELECT c FROM now_so WHERE effect = 'lapsed') THEN 'lapsed'
        WHEN p.review_date - j.d <= p.warning_days OR j.c IN (SELECT c FROM happened)
            OR j.c IN (SELECT c FROM now_so WHERE effect = 'due') THEN 'due'
        ELSE 'holds'
    END AS state,
    p.review_date,
    least(
        p.review_date,
        (SELECT min(x.until) FROM competence_now x WHERE x.c = j.c AND x.effect IN ('lapsed', 'stopped')),
        (SELECT min(x.until) FROM (
            SELECT max(y.until) AS until FROM in_force y JOIN needed_yes n ON n.party = y.party
            WHERE y.c = j.c AND n.sid = p.sid AND (y.party <> 'insurer' OR p.expired_insurance IS DISTINCT FROM 'due')
            GROUP BY y.party) x)
    ) AS last_day
FROM asked_case j LEFT JOIN chosen h USING (c) LEFT JOIN present p USING (c);

-- 37, 5, "Because of an order": "on some day from the first act to d"
CREATE TABLE first_act AS
SELECT c, min(day) AS day FROM known GROUP BY c;

CREATE TABLE bears AS
WITH less AS (
    SELECT j.c, o.n
    FROM judged j JOIN without_order o ON o.whole = j.w
    JOIN judged v ON v.w = o.w AND v.d = j.d AND v.pa = j.pa AND v.i = j.i
    WHERE (v.state, v.review_date, v.last_day) IS DISTINCT FROM (j.state, j.review_date, j.last_day)
)
-- "where no single order does, all of them together do if they have that effect"
SELECT c FROM less WHERE n IS NULL
UNION
SELECT l.c
FROM less l JOIN judged j USING (c) JOIN first_act f USING (c)
JOIN in_order o ON o.w = j.w AND o.n = l.n AND o.task = j.task AND o.from_day <= j.d AND o.until >= f.day;

CREATE TABLE verdict AS -- "a yes says that the sign-off is due"
SELECT * EXCLUDE (state, review_date, last_day),
    CASE WHEN state = 'holds' AND c IN (SELECT c FROM bears) THEN 'due' ELSE state END AS state
FROM judged;

---------------------------------------------------------------------------------------------------------------------
-- The answer
---------------------------------------------------------------------------------------------------------------------

-- Files in doubt. Where `id` is NULL, the doubt reaches all of that kind; kind `everyone` reaches every answer.
CREATE TABLE file_doubt AS
WITH stray AS (
    SELECT *, CASE folder WHEN 'pas' THEN 'pa' WHEN 'persons' THEN 'person' WHEN 'practitioners' THEN 'practitioner' END
        AS kind
    FROM unclear
),
matched AS (
    SELECT s.*, f.kind AS of_kind
    FROM stray s LEFT JOIN (SELECT DISTINCT w, kind, id FROM file) f
        ON f.w = s.w AND f.id = s.name AND f.kind = coalesce(s.kind, f.kind)
    WHERE s.kind IS NULL OR s.inner_id IS NULL
)
SELECT w, kind, id FROM left_out
UNION SELECT w, kind, id FROM second_file
UNION SELECT w, kind, id FROM file GROUP BY w, kind, id HAVING count(*) > 1
-- "A file whose inner id differs from its name reaches both ids, of the kind of its folder"
UNION SELECT w, kind, unnest([name, inner_id]) FROM stray WHERE kind IS NOT NULL AND inner_id IS NOT NULL
UNION SELECT w, of_kind, name FROM matched WHERE of_kind IS NOT NULL
UNION SELECT w, coalesce(kind, 'everyone'), NULL FROM matched WHERE of_kind IS NULL;

-- Those who act in a record, took it over, or gave one of these authority, and so on
CREATE TABLE in_chain AS
WITH RECURSIVE reached AS (
    SELECT c, by_id AS who FROM known
    UNION
    SELECT p.c, a.by_id FROM reached p JOIN asked_case j USING (c)
    JOIN authorisation a ON a.w = j.w AND a.id = p.who AND a.day <= j.d
)
SELECT * FROM reached;

CREATE TABLE doubt AS
SELECT j.c, 'the file of the PA' AS why
FROM asked_case j JOIN file_doubt f ON f.w = j.w AND (f.kind = 'everyone' OR f.kind = 'pa' AND coalesce(f.id, j.pa) = j.pa)
UNION ALL SELECT j.c, 'the file of the person'
FROM asked_case j JOIN file_doubt f ON f.w = j.w AND f.kind = 'person' AND coalesce(f.id, j.person) = j.person
UNION ALL SELECT j.c, 'no file of the person'
FROM asked_case j WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.w = j.w AND f.kind = 'person' AND f.id = j.person)
UNION ALL SELECT j.c, 'the file of ' || p.who
FROM asked_case j JOIN in_chain p USING (c)
JOIN file_doubt f ON f.w = j.w AND f.kind = 'practitioner' AND coalesce(f.id, p.who) = p.who
UNION ALL SELECT v.c, 'handed over to ' || v.by_id
FROM known v JOIN asked_case j USING (c)
WHERE v.link = 'handed_over'
AND NOT EXISTS (SELECT 1 FROM file f WHERE f.w = j.w AND f.kind = 'practitioner' AND f.id = v.by_id)
-- "an event of the person on or before d names a trigger, a task or a PA that does not exist, ..."
UNION ALL SELECT j.c, 'an event'
FROM asked_case j JOIN person_event e ON e.w = j.w AND e.person = j.person AND e.day <= j.d
LEFT JOIN last_decision x USING (c)
LEFT JOIN (SELECT DISTINCT w, kind, id FROM file) f ON f.w = e.w AND f.kind = 'pa' AND f.id = e.pa
LEFT JOIN (SELECT DISTINCT w, task FROM rules) t ON t.w = e.w AND t.task = e.task
LEFT JOIN (SELECT DISTINCT w, trigger_id FROM trigger_rules) g ON g.w = e.w AND g.trigger_id = e.trigger_id
WHERE (g.trigger_id IS NULL OR e.task IS NOT NULL AND t.task IS NULL OR e.pa IS NOT NULL AND f.id IS NULL)
AND NOT (e.pa <> j.pa AND f.id IS NOT NULL) IS TRUE AND NOT (e.task <> j.task AND t.task IS NOT NULL) IS TRUE
AND (x.day IS NULL OR e.day >= x.day)
-- "names in `same_as` or `is_pa` an id that does not exist"
UNION ALL SELECT p.c, 'the other ids of ' || r.id
FROM in_chain p JOIN asked_case j USING (c)
JOIN one_human h ON h.w = j.w AND h.one = p.who JOIN practitioner r ON r.w = j.w AND r.id = h.other
WHERE r.same_as IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM file f WHERE f.w = j.w AND f.kind = 'practitioner' AND f.id = r.same_as)
OR r.is_pa IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file f WHERE f.w = j.w AND f.kind = 'pa' AND f.id = r.is_pa)
-- "another sign-off of the PA, which names a person or a task that does not exist ..."
UNION ALL SELECT j.c, 'a stop that may be meant for this one'
FROM asked_case j JOIN asked_case z ON z.w = j.w AND z.d = j.d AND z.pa = j.pa AND z.c <> j.c
LEFT JOIN (SELECT DISTINCT w, task FROM rules) t ON t.w = z.w AND t.task = z.task
LEFT JOIN (SELECT DISTINCT w, id FROM file WHERE kind = 'person') f ON f.w = z.w AND f.id = z.person
WHERE (t.task IS NULL OR f.id IS NULL)
AND (t.task IS NULL OR z.task = j.task) AND (f.id IS NULL OR z.person = j.person)
AND (EXISTS (SELECT 1 FROM withdrawn x WHERE x.k = z.k AND x.day <= z.d)
    OR EXISTS (SELECT 1 FROM known v WHERE v.c = z.c AND v.link = 'reviewed' AND v.outcome IN ('stops', 'retrain')))
-- "ends before it begins"; "a task that does not exist"; "the task names a trigger that does not exist"
UNION ALL SELECT j.c, 'a time away' FROM asked_case j
JOIN away a ON a.w = j.w AND a.pa = j.pa AND a.from_day <= j.d AND a.until < a.from_day
UNION ALL SELECT j.c, 'the use of a device' FROM asked_case j
JOIN used_device u ON u.w = j.w AND u.person = j.person AND u.from_day <= j.d
LEFT JOIN (SELECT DISTINCT w, task FROM rules) t ON t.w = u.w AND t.task = u.task
WHERE u.task = j.task AND u.until < u.from_day OR t.task IS NULL
UNION ALL SELECT p.c, 'a trigger of the task'
FROM present p JOIN person_event e ON e.w = p.w AND e.person = p.person AND e.day <= p.d AND e.day >= p.decided_on
JOIN named_trigger n ON n.sid = p.sid
WHERE NOT EXISTS (SELECT 1 FROM trigger_rules t WHERE t.w = p.w AND t.trigger_id = n.trigger_id)
UNION ALL SELECT j.c, 'a condition'
FROM asked_case j JOIN named_condition n USING (k)
WHERE NOT EXISTS (SELECT 1 FROM listed_condition l WHERE l.w = j.w AND l.id = n.id)
UNION ALL SELECT j.c, 'an order that may be meant for this task' -- 37, 5, "Doubts"
FROM asked_case j JOIN first_act f USING (c) JOIN order_of_time o ON o.w = j.w AND o.changes
    AND o.from_day <= o.until AND o.from_day <= j.d AND o.until >= f.day
JOIN order_task t ON t.w = o.w AND t.n = o.n
WHERE t.task NOT IN (SELECT x.id FROM written x WHERE x.w = j.w AND x.kind = 'task')
UNION ALL SELECT j.c, 'a file of a practitioner'
FROM asked_case j JOIN file_doubt f ON f.w = j.w AND f.kind = 'practitioner' AND f.id IS NULL;

-- "a stop of another record of the same", with its day
CREATE TABLE forbidding AS
SELECT j.c, j.w, j.d, j.pa, j.task, j.person, s.day
FROM asked_case j JOIN (SELECT c, day FROM withdrawal UNION ALL SELECT c, day FROM stopping_review) s USING (c);

CREATE TABLE candidate AS
SELECT v.w, v.d, v.pa, v.task, v.person, v.c, v.c IN (SELECT c FROM doubt) AS doubtful
FROM verdict v JOIN whole_chain x USING (c)
WHERE v.state IN ('holds', 'due')
AND NOT EXISTS (
    SELECT 1 FROM forbidding f
    WHERE f.w = v.w AND f.d = v.d AND f.pa = v.pa AND f.task = v.task AND f.person = v.person AND f.c <> v.c
    AND x.first_day <= f.day);

CREATE TABLE answer AS
SELECT q.w, a.d, q.pa, q.task, q.person,
    CASE
        WHEN r.status = 'own-role' THEN 'yes'
        WHEN EXISTS (
            SELECT 1 FROM candidate x
            WHERE x.w = q.w AND x.d = a.d AND x.pa = q.pa AND x.task = q.task AND x.person = q.person AND NOT x.doubtful
        ) THEN 'yes'
        WHEN EXISTS (
            SELECT 1 FROM candidate x
            WHERE x.w = q.w AND x.d = a.d AND x.pa = q.pa AND x.task = q.task AND x.person = q.person
        ) THEN 'unknown'
        WHEN EXISTS (
            SELECT 1 FROM file_doubt f
            WHERE f.w = q.w AND (f.kind = 'everyone' OR f.kind = 'pa' AND coalesce(f.id, q.pa) = q.pa)
        ) OR EXISTS (
            SELECT 1 FROM verdict v JOIN in_chain p USING (c)
            JOIN left_out l ON l.w = v.w AND l.kind = 'practitioner' AND l.id = p.who
            WHERE v.w = q.w AND v.d = a.d AND v.pa = q.pa AND v.task = q.task AND v.person = q.person
            AND v.state <> 'outside'
        ) THEN 'unknown'
        WHEN EXISTS (
            SELECT 1 FROM verdict v WHERE v.w = q.w AND v.d = a.d AND v.pa = q.pa AND v.task = q.task
            AND v.person = q.person AND v.state = 'outside'
        ) AND NOT EXISTS (
            SELECT 1 FROM verdict v WHERE v.w = q.w AND v.d = a.d AND v.pa = q.pa AND v.task = q.task
            AND v.person = q.person AND v.state <> 'outside'
        ) THEN CASE WHEN EXISTS ( -- "a withdrawal, or a review that says `stops` or `retrain`, is a stop of any of them"
            SELECT 1 FROM forbidding f
            WHERE f.w = q.w AND f.d = a.d AND f.pa = q.pa AND f.task = q.task AND f.person = q.person
        ) THEN 'no' ELSE 'outside' END
        ELSE 'no'
    END AS answer
FROM question q JOIN asked a USING (w)
LEFT JOIN rules r ON r.w = q.w AND r.task = q.task AND a.d > r.lo AND a.d <= r.hi;

---------------------------------------------------------------------------------------------------------------------
-- Allowed once
---------------------------------------------------------------------------------------------------------------------

-- "on the same day where `until` is the later of the two, on the next day where it is the earlier"
CREATE TABLE hours AS
SELECT *, CASE WHEN until_time < from_time THEN day + 1 ELSE day END AS last_day
FROM one_off WHERE until_time <> from_time;

CREATE TABLE allowed_once AS
SELECT DISTINCT q.d, h.*
FROM hours h
JOIN asked q ON q.w = h.w AND q.d BETWEEN h.day AND h.last_day
JOIN rules x ON x.w = h.w AND x.task = h.task AND q.d > x.lo AND q.d <= x.hi AND x.status IN ('delegable', 'by-exception')
-- "by someone who could delegate it on its day `on` (4 to 7)"
JOIN standing s ON s.w = h.w AND s.who = h.by_id AND s.day = h.day AND s.active
JOIN rules t ON t.w = h.w AND t.task = h.task AND h.day > t.lo AND h.day <= t.hi
JOIN role_may m ON m.rid = s.rid AND m.duty = 'delegate' AND m.category = t.category AND m.rank >= t.rank
JOIN named_role e ON e.sid = t.sid AND e.duty = 'delegate' AND e.role = s.role
LEFT JOIN authorised o ON o.w = h.w AND o.d = q.d AND o.task = h.task AND o.who = h.by_id AND o.day = h.day
WHERE (s.answerable AND s.recent AND s.fine OR o.who IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM untrue u WHERE u.w = h.w AND u.d = q.d AND u.who = h.by_id AND u.from_day <= h.day)
AND NOT EXISTS (SELECT 1 FROM pa_themselves u WHERE u.w = h.w AND u.pa = h.pa AND u.who = h.by_id)
AND NOT EXISTS (SELECT 1 FROM pa u WHERE u.w = h.w AND u.id = h.pa AND u.active_until < q.d)
AND NOT EXISTS (SELECT 1 FROM person u WHERE u.w = h.w AND u.id = h.person AND u.ended_on <= q.d)
AND NOT EXISTS ( -- "a withdrawal is a stop of any record of the same"
    SELECT 1 FROM withdrawal u JOIN asked_case j USING (c)
    WHERE j.w = h.w AND j.d = q.d AND j.pa = h.pa AND j.task = h.task AND j.person = h.person)
-- "`agreed_by` of the entry says who agreed, or the person's yes is in force on d in a record of the same that is not outside"
AND (h.agreed_by IS NOT NULL OR EXISTS (
    SELECT 1 FROM in_force y JOIN asked_case j USING (c)
    WHERE j.w = h.w AND j.d = q.d AND j.pa = h.pa AND j.task = h.task AND j.person = h.person AND NOT j.outside
    AND y.party = 'person'));

-- "those who allowed it or gave them authority"
CREATE TABLE behind AS
WITH RECURSIVE reached AS (
    SELECT w, by_id, by_id AS who FROM one_off
    UNION SELECT r.w, r.by_id, a.by_id FROM reached r JOIN authorisation a ON a.w = r.w AND a.id = r.who
)
SELECT r.w, r.by_id, h.other AS who FROM reached r JOIN one_human h ON h.w = r.w AND h.one = r.who
UNION SELECT w, by_id, who FROM reached;

CREATE TABLE doubt_about_once AS
SELECT o.d, o.w, o.pa, o.n
FROM allowed_once o JOIN file_doubt f ON f.w = o.w
WHERE f.kind = 'everyone' OR f.kind = 'pa' AND coalesce(f.id, o.pa) = o.pa
OR f.kind = 'person' AND coalesce(f.id, o.person) = o.person
OR f.kind = 'practitioner' AND coalesce(f.id IN (SELECT b.who FROM behind b WHERE b.w = o.w AND b.by_id = o.by_id), TRUE)
UNION SELECT o.d, o.w, o.pa, o.n FROM allowed_once o
WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.w = o.w AND f.kind = 'person' AND f.id = o.person)
UNION SELECT o.d, o.w, o.pa, o.n
FROM allowed_once o JOIN behind b ON b.w = o.w AND b.by_id = o.by_id JOIN practitioner p ON p.w = o.w AND p.id = b.who
WHERE p.same_as IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM file f WHERE f.w = o.w AND f.kind = 'practitioner' AND f.id = p.same_as)
OR p.is_pa IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file f WHERE f.w = o.w AND f.kind = 'pa' AND f.id = p.is_pa);

CREATE TABLE answer_at AS
SELECT a.w, a.d, a.pa, a.task, a.person, t.at_time,
    CASE WHEN a.answer <> 'no' OR o.n IS NULL THEN a.answer
        WHEN EXISTS (SELECT 1 FROM doubt_about_once x WHERE x.w = a.w AND x.d = a.d AND x.pa = a.pa AND x.n = o.n) THEN 'unknown'
        ELSE 'yes' END AS answer
FROM answer a JOIN asked_time t USING (w)
LEFT JOIN allowed_once o ON o.w = a.w AND o.d = a.d AND o.pa = a.pa AND o.task = a.task AND o.person = a.person
    AND (a.d > o.day OR t.at_time >= o.from_time) AND (a.d < o.last_day OR t.at_time <= o.until_time)
QUALIFY row_number() OVER (PARTITION BY a.w, a.d, a.pa, a.task, a.person, t.at_time ORDER BY o.n) = 1;
