-- What decision 9 calls facts, as they stand in the files: one table a kind of fact, nothing judged.
-- `w` is the world, `n` the place of an entry in its list, `k` a sign-off, `b` one act.

CREATE TABLE asked (w INTEGER, d DATE);
CREATE TABLE asked_time (w INTEGER, at_time VARCHAR); -- times of the day, of each question
CREATE TABLE question (w INTEGER, pa VARCHAR, task VARCHAR, person VARCHAR);

-- The framework
CREATE TABLE setting (w INTEGER, review_warning_days INTEGER, register_check_valid_months INTEGER, insurance_months INTEGER);
CREATE TABLE step (w INTEGER, id VARCHAR, rank INTEGER);
CREATE TABLE tier (w INTEGER, id VARCHAR, rank INTEGER);
CREATE TABLE listed_condition (w INTEGER, id VARCHAR);
-- Each field of a task, tier, role, trigger and competence: of today (`until` is the last of all days), and of each entry of `earlier`.
-- `path` has dots between names; `value` is JSON text, and NULL where the entry takes the field away.
CREATE TABLE written (w INTEGER, kind VARCHAR, id VARCHAR, until DATE, path VARCHAR, value VARCHAR);
CREATE TABLE asks_of_old (w INTEGER, kind VARCHAR, id VARCHAR, until DATE, act VARCHAR, by_day DATE);
-- Orders of decision 37; `task` is NULL for every task, `value` is NULL where a map is empty.
CREATE TABLE order_of_time (w INTEGER, n INTEGER, from_day DATE, until DATE, run_on INTEGER, changes BOOLEAN);
CREATE TABLE order_task (w INTEGER, n INTEGER, task VARCHAR);
CREATE TABLE order_change (w INTEGER, n INTEGER, field VARCHAR, path VARCHAR, value VARCHAR);
-- The world `w` is the world `whole` without its order `n`, or without any where that is NULL.
CREATE TABLE without_order (w INTEGER, whole INTEGER, n INTEGER);

-- The files of the register: `file` has one row for each that can be read and whose id is clear.
CREATE TABLE file (w INTEGER, kind VARCHAR, id VARCHAR);
CREATE TABLE second_file (w INTEGER, kind VARCHAR, id VARCHAR);
CREATE TABLE left_out (w INTEGER, kind VARCHAR, id VARCHAR);
CREATE TABLE unclear (w INTEGER, folder VARCHAR, name VARCHAR, inner_id VARCHAR);

-- Practitioners
CREATE TABLE practitioner (
    w INTEGER, id VARCHAR, role VARCHAR, active_from DATE, active_until DATE, same_as VARCHAR, is_pa VARCHAR,
    untrue_from DATE, found_on DATE
);
CREATE TABLE dated_role (w INTEGER, id VARCHAR, n INTEGER, role VARCHAR, from_day DATE, until DATE);
CREATE TABLE register_check (w INTEGER, id VARCHAR, day DATE, result VARCHAR);
CREATE TABLE authorisation (
    w INTEGER, id VARCHAR, n INTEGER, by_id VARCHAR, day DATE, from_day DATE, until DATE,
    tasks VARCHAR[], categories VARCHAR[]
);

-- PAs and persons
CREATE TABLE pa (w INTEGER, id VARCHAR, active_until DATE);
CREATE TABLE held_competence (
    w INTEGER, pa VARCHAR, n INTEGER, competence VARCHAR, step VARCHAR, by_id VARCHAR, day DATE, until DATE
);
CREATE TABLE learning (w INTEGER, pa VARCHAR, n INTEGER, day DATE, hours DECIMAL(9, 1), about VARCHAR);
CREATE TABLE away (w INTEGER, pa VARCHAR, n INTEGER, from_day DATE, until DATE);
CREATE TABLE one_off (
    w INTEGER, pa VARCHAR, n INTEGER, task VARCHAR, person VARCHAR, by_id VARCHAR, day DATE, from_time VARCHAR,
    until_time VARCHAR, agreed_by VARCHAR
);
CREATE TABLE person (w INTEGER, id VARCHAR, ended_on DATE);
CREATE TABLE employer (w INTEGER, person VARCHAR, n INTEGER, id VARCHAR, from_day DATE);
CREATE TABLE person_event (w INTEGER, person VARCHAR, n INTEGER, trigger_id VARCHAR, day DATE, pa VARCHAR, task VARCHAR);
CREATE TABLE used_device (
    w INTEGER, person VARCHAR, n INTEGER, task VARCHAR, device VARCHAR, from_day DATE, until DATE
);

-- Sign-offs
CREATE TABLE sign_off (
    k INTEGER, w INTEGER, pa VARCHAR, i INTEGER, task VARCHAR, person VARCHAR, assessed_with VARCHAR,
    done_under VARCHAR, review_on DATE
);
-- `link` is delegated, trained, observed, assessed, signed_off, reviewed or handed_over; `whole` is all that was written.
CREATE TABLE act (
    b INTEGER, k INTEGER, link VARCHAR, n INTEGER, by_id VARCHAR, day DATE, outcome VARCHAR, how VARCHAR, setting VARCHAR,
    review_on DATE, kind VARCHAR, device VARCHAR, whole VARCHAR
);
CREATE TABLE agreement (
    k INTEGER, party VARCHAR, n INTEGER, day DATE, seen_on DATE, until DATE, review_on DATE, employer VARCHAR
);
CREATE TABLE withdrawn (k INTEGER, by_id VARCHAR, day DATE, because VARCHAR);
CREATE TABLE resumed (k INTEGER, by_id VARCHAR, day DATE);
CREATE TABLE named_device (k INTEGER, b INTEGER, device VARCHAR); -- of the sign-off, or of its review `b`
CREATE TABLE named_condition (k INTEGER, id VARCHAR);
