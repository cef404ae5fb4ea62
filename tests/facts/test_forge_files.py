"""Slips in files that other programs read: each is found on its line, and what is right in many ways stays silent."""

import json
from pathlib import Path

import check_jsonschema
import pytest

from pa_framework.facts import plain_yaml, settings_shape
from pa_framework.facts.forge_files import forge_faults
from pa_framework.records.repository_files import RepositoryFile

CHECK = """\
name: Check
on:
  pull_request:
  schedule:
    - cron: "17 1 * * *"
  workflow_dispatch:
    inputs:
      day: {type: string}
permissions: {}
jobs:
  changes:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    outputs:
      content: ${{ steps.paths.outputs.content }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 2
          persist-credentials: false
      - id: paths
        env:
          EVENT: ${{ github.event_name }}
        run: |
          test "$EVENT" = push
          echo "content=true" >> "$GITHUB_OUTPUT"
  check:
    needs: changes
    if: ${{ !cancelled() && needs.changes.outputs.content != 'false' }}
    runs-on: ${{ matrix.system }}
    strategy:
      matrix:
        system: [ubuntu-24.04, windows-2025]
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 1
          persist-credentials: false
      - name: Check on a day
        if: inputs.day
        run: >-
          pa-framework check .
          --on "${{ inputs.day }}"
  say:
    needs: [changes, check]
    if: always()
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: {persist-credentials: false}
      - run: echo "${{ needs.check.result }}"
"""
REPORT = """\
name: Report
on:
  workflow_run:
    workflows: [Check]
    types: [completed]
jobs:
  report:
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/say
      - env: {GH_TOKEN: "${{ github.token }}"}
        run: gh pr comment
"""
FORM = """\
name: Mistake
description: Something is wrong
body:
  - type: textarea
    id: wrong
    attributes:
      label: What is wrong?
    validations:
      required: true
  - type: dropdown
    id: harm
    attributes:
      label: Could it harm someone?
      options: [Yes, No]
"""
PIPELINE = """\
stages: [check, publish]
.rules: &rules
  - if: $CI_COMMIT_TAG
check:
  stage: check
  script: [make check]
pages:
  stage: publish
  needs: [check]
  rules: *rules
  script:
    - make site
  artifacts:
    paths: [public/]
"""
DEPENDABOT = """\
version: 2
updates:
  - package-ecosystem: pip
    directory: /
    schedule:
      interval: monthly
"""
SETTINGS = """\
site_name: A
docs_dir: framework/pages
theme:
  name: material
  language: en
plugins:
  - pa-framework
markdown_extensions:
  - admonition
  - toc: {permalink: false}
validation:
  nav: {not_found: warn}
"""
LOOK = Path(__file__).parents[2] / "site_overrides"
FILES = {
    "site_overrides/tokens.yaml": (LOOK / "tokens.yaml").read_text(),
    "site_overrides/components.yaml": (LOOK / "components.yaml").read_text(),
    ".github/workflows/check.yml": CHECK,
    ".github/workflows/report.yml": REPORT,
    ".github/actions/say/action.yml": "",
    ".github/ISSUE_TEMPLATE/mistake.yml": FORM,
    ".github/dependabot.yml": DEPENDABOT,
    ".gitlab-ci.yml": PIPELINE,
    "mkdocs.yml": SETTINGS,
}
NAMES = {name.rpartition("/")[2]: name for name in FILES}

#: The file, what is written, what someone makes of it, and words of the finding on that line.
SLIPS = {
    "a name of the workflow": ("check.yml", "jobs:", "jbos:", "did you mean `jobs`"),
    "a name of a job": ("check.yml", "    timeout-minutes: 5", "    timeout-minute: 5", "`timeout-minutes`"),
    "a runner": ("report.yml", "runs-on: ubuntu-latest", "run-on: ubuntu-latest", "did you mean `runs-on`"),
    "a name of a step": ("check.yml", "        run: |", "        rum: |", "`rum` is not a name"),
    "an event": ("check.yml", "  pull_request:", "  pull_requests:", "did you mean `pull_request`"),
    "a permission": ("check.yml", "contents: read", "content: read", "did you mean `contents`"),
    "change everything": ("check.yml", "permissions: {}", "permissions: write-all", "change everything"),
    "every right of a job": (
        "report.yml",
        "runs-on: ubuntu-latest",
        "permissions: write-all\n    runs-on: ubuntu-latest",
        "change everything",
    ),
    "a value of a permission": ("check.yml", "contents: read", "contents: raed", "did you mean `read`"),
    "no time at all": ("check.yml", "timeout-minutes: 5", "timeout-minutes: five", "`five`"),
    "a time below nothing": ("check.yml", "timeout-minutes: 5", "timeout-minutes: -5", "write"),
    "a name twice": ("check.yml", "permissions: {}\n", "permissions: {}\npermissions: {}\n", "twice"),
    "no value": ("check.yml", "needs: changes", "needs:", "`needs` has no value"),
    "an hour": ("check.yml", "17 1 * * *", "17 25 * * *", "hour"),
    "a month that is none": ("check.yml", "17 1 * * *", "17 1 * abc *", "month"),
    "steps of nothing": ("check.yml", "17 1 * * *", "*/0 1 * * *", "minute"),
    "a job that is waited for": ("check.yml", "needs: changes", "needs: chnages", "did you mean `changes`"),
    "a job that waits for itself": ("check.yml", "needs: changes", "needs: check", "waits for itself"),
    "a circle": ("check.yml", "  changes:\n", "  changes:\n    needs: say\n", "neither ever runs"),
    "the name of a job": ("check.yml", "  changes:\n", "  chnages:\n", "`changes` where it is waited for"),
    "a job in an expression": (
        "check.yml",
        "!cancelled() && needs.changes",
        "!cancelled() && needs.change",
        "`changes`",
    ),
    "an output of a job": ("check.yml", "outputs.content != ", "outputs.contents != ", "did you mean `content`"),
    "where an output is named": ("check.yml", "      content: ${{", "      contetn: ${{", "`content`"),
    "a step in an expression": ("check.yml", "steps.paths.outputs", "steps.path.outputs", "did you mean `paths`"),
    "what a step has": ("check.yml", "steps.paths.outputs", "steps.paths.output", "did you mean `outputs`"),
    "what a step writes": (
        "check.yml",
        "steps.paths.outputs.content",
        "steps.paths.outputs.contents",
        "writes no output",
    ),
    "a context": ("check.yml", "github.event_name", "githb.event_name", "did you mean `github`"),
    "a part of a context": ("check.yml", "github.event_name", "github.event_nmae", "did you mean `event_name`"),
    "a function": ("check.yml", "if: always()", "if: alway()", "did you mean `always`"),
    "an input of the workflow": ("check.yml", "if: inputs.day", "if: inputs.days", "did you mean `day`"),
    "an expression on a later line": ("check.yml", '--on "${{ inputs.day }}"', '--on "${{ input.day }}"', "`inputs`"),
    "an expression that does not end": ("check.yml", "${{ matrix.system }}", "${{ matrix.system }", "does not end"),
    "brackets": ("check.yml", "!cancelled() &&", "!cancelled( &&", "brackets"),
    "the matrix": ("check.yml", "matrix.system", "matrix.sytem", "did you mean `system`"),
    "a commit too short": ("report.yml", "./.github/actions/say", f"actions/checkout@{'a1' * 19}", "38 letters"),
    "an action that is not pinned": ("report.yml", "./.github/actions/say", "actions/stale@v9", "can move"),
    "an action without a version": ("report.yml", "./.github/actions/say", "actions/checkout", "no version"),
    "an action of the repository": ("report.yml", "actions/say", "actions/tell", "there is no action"),
    "an input of an action": ("check.yml", "{persist-credentials: false}", "{persist-credential: false}", "only here"),
    "a value of an input": (
        "check.yml",
        "{persist-credentials: false}",
        "{persist-credentials: fasle}",
        "true or false",
    ),
    "a runner of another version": ("report.yml", "ubuntu-latest", "ubunut-latest", "did you mean `ubuntu-latest`"),
    "a variable": ("check.yml", "          EVENT:", "          EVNET:", "did you mean `EVENT`"),
    "a token": ("report.yml", "GH_TOKEN", "GH_TOKE", "did you mean `GH_TOKEN`"),
    "another workflow": ("report.yml", "[Check]", "[Chekc]", "did you mean `Check`"),
    "a quotation mark": ("check.yml", "name: Check on a day", 'name: "Check on a day', "quotation mark"),
    "a colon": ("check.yml", "name: Check\n", "name Check\n", "colon"),
    "a tab": ("report.yml", "    runs-on", "\truns-on", "tab"),
    "a name of a form": ("mistake.yml", "body:", "bdoy:", "`body`"),
    "a kind of field": ("mistake.yml", "type: textarea", "type: textaera", "did you mean `textarea`"),
    "an id twice": ("mistake.yml", "id: harm", "id: wrong", "two parts"),
    "a field without words": ("mistake.yml", "      label: What is wrong?", "      labels: What is wrong?", "`label`"),
    "an interval": ("dependabot.yml", "interval: monthly", "interval: montly", "did you mean `monthly`"),
    "an ecosystem": ("dependabot.yml", "package-ecosystem: pip", "package-ecosystem: pyp", "`pyp`"),
    "a stage": (".gitlab-ci.yml", "stage: publish", "stage: pubilsh", "did you mean `publish`"),
    "a job of a pipeline": (".gitlab-ci.yml", "needs: [check]", "needs: [chekc]", "did you mean `check`"),
    "a name of a pipeline": (".gitlab-ci.yml", "  artifacts:", "  artefacts:", "did you mean `artifacts`"),
    "a setting": ("mkdocs.yml", "docs_dir:", "doc_dir:", "did you mean `docs_dir`"),
    "a setting of the theme": ("mkdocs.yml", "  language: en", "  langauge: en", "did you mean `language`"),
    "a language": ("mkdocs.yml", "language: en", "language: English", "form"),
    "a plugin": ("mkdocs.yml", "  - pa-framework", "  - pa-frameworks", "did you mean `pa-framework`"),
    "an extension": ("mkdocs.yml", "  - admonition", "  - admonitions", "did you mean `admonition`"),
    "a colour": ("tokens.yaml", 'door-4: {light: "#28406b"}', 'door-4: {light: "#28406"}', "form"),
    "a colour of another": ("tokens.yaml", 'light: "{plum}"', 'light: "{plumm}"', "did you mean `plum`"),
    "a colour of a scheme": (
        "tokens.yaml",
        'sun: {light: "#f8d384"}',
        'sun: {ligth: "#f8d384"}',
        "did you mean `light`",
    ),
    "an ink": ("tokens.yaml", "inks: [ink, link]", "inks: [ink, links]", "did you mean `link`"),
    "a contrast that is too low": ("tokens.yaml", "least: 4.5", "least: 3", "too small"),
    "a list of components": ("components.yaml", "scripts_everywhere", "script_everywhere", "`scripts_everywhere`"),
    "a level": ("mkdocs.yml", "not_found: warn", "not_found: wran", "did you mean `warn`"),
}


class OnlyFiles:
    """Facts of which only the files of the repository are asked for."""

    def __init__(self, files):
        self.repository_files = [RepositoryFile(*file) for file in files.items()]


def faults(files):
    """What is found in files, given by path."""
    return list(forge_faults(OnlyFiles(files)))


def test_what_is_right_stays_silent():
    assert faults(FILES) == []


@pytest.mark.parametrize(("name", "old", "new", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_found_on_its_line(name, old, new, words):
    path = NAMES[name]
    before, _, after = FILES[path].partition(old)
    assert after, "the text of the table is not there"
    changed = new.removeprefix(old) if new.startswith(old) else new
    line = before.count("\n") + 1 + (new.count("\n", 0, len(new) - len(changed)) if new.startswith(old) else 0)
    found = [fault for fault in faults(FILES | {path: f"{before}{new}{after}"}) if fault.span.path == path]
    assert found, "it is silent"
    assert found[0].span.line == line, found
    assert words in f"{found[0].says}; {found[0].fix}", found


def test_a_commit_that_differs_from_the_others_is_found():
    other = CHECK.replace("b1 # v7.0.1", "b2 # v7.0.1", 1)
    (found,) = faults(FILES | {".github/workflows/check.yml": other})
    assert (found.span.line, "v7.0.1" in found.says) == (19, True)


RIGHT = {
    "a workflow that another one calls": """\
on: {workflow_call: {inputs: {on-day: {type: string, required: true}}, outputs: {state: {value: "${{ jobs.a.outputs.b }}"}}}}
jobs:
  a:
    runs-on: [self-hosted, linux]
    outputs: {b: "${{ steps.c.outputs.d }}"}
    steps:
      - {id: c, uses: docker://alpine@sha256:abc}
      - run: echo ${{ inputs.on-day }} ${{ format('{0} "x"', github.event.label.name) }}
""",
    "a matrix that is computed": """\
on: push
jobs:
  a:
    runs-on: "${{ matrix.on }}"
    strategy: {matrix: "${{ fromJSON(vars.MATRIX) }}", fail-fast: false}
    steps: [{run: "echo ${{ matrix.x.y }} ${{ env.A }} ${{ secrets.B }} ${{ job.status }} ${{ contains(needs.*.result, 'x') }}"}]
""",
    "entries of a matrix": """\
on: [push, workflow_dispatch]
jobs:
  a:
    runs-on: ubuntu-22.04
    strategy: {matrix: {include: [{python: "3.13"}]}}
    if: github.event_name == 'push' && !contains(github.event.head_commit.message, 'it''s done')
    container: {image: "python:${{ matrix.python }}"}
    steps: [{uses: "owner/name/part@0123456789012345678901234567890123456789"}, {run: make, shell: "bash -e {0}", continue-on-error: true}]
""",
    "a job of another workflow": """\
on:
  schedule: [{cron: "0,30 6-18/2 * JAN-MAR MON-FRI"}, {cron: "0 6 1,15 * 0"}]
jobs:
  a: {uses: ./.github/workflows/check.yml, secrets: inherit}
  b: {uses: owner/name/.github/workflows/x.yml@0123456789012345678901234567890123456789, needs: a}
  c: {needs: [a, b], runs-on: macos-15, steps: [run: "echo ${{ needs.b.outputs.any }}"]}
""",
    "what forges take although their schema does not say so": """\
on: {push: {branches: main, tags: v*}}
jobs:
  a:
    runs-on: depot-ubuntu-24.04-4
    strategy: {matrix: {include: [{python: 3.14}, {python: 3.13, allowed: true}]}}
    continue-on-error: ${{ matrix.allowed == true }}
    steps:
      - {uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, with: {persist-credentials: "false", fetch-tags: true}}
      - {id: set, run: python make_matrix.py}
      - {run: "echo ${{ steps.set.outputs.matrix }} ${{ matrix.debug }}"}
  b: {uses: $/.github/workflows/check.yml}
""",
    "what is not known beforehand": """\
on: {push: {}, workflow_run: {workflows: [pages-build-deployment], types: [completed]}, workflow_dispatch: {inputs: {Day: {type: string}}}}
env: {EMPTY: }
jobs:
  Build:
    runs-on: Ubuntu-latest
    outputs: {state: "${{ steps.made.outputs.thing }}"}
    steps:
      - {id: Made, run: './write.sh >> "$GITHUB_OUTPUT"'}
      - {uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, with: {repository: a/b, path: tools, token: }}
      - {uses: ./tools/act}
      - {run: "echo ${{ inputs.day }} ${{ github.event.comment.body == '}}' }}"}
  after: {needs: build, runs-on: ubuntu-latest, steps: [{run: "echo ${{ needs.build.outputs.state }}"}]}
""",
    "words that look like expressions": """\
on: push
env: {WORDS: "{{ no.expression }} and ${SHELL}"}
jobs: {a: {runs-on: ubuntu-latest, steps: [{name: "Say it's done", run: "echo ${{ '' }} ${{ true && 1.5 || null }}"}]}}
""",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_rarer_things_that_are_right_stay_silent(text):
    assert faults(FILES | {".github/workflows/other.yml": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "INHERIT: base.yml\ntheme: readthedocs\n",
        "site_name: A\ntheme: {name: mkdocs, hljs_languages: [yaml], user_color_mode_toggle: true}\nplugins: [search, redirects]\n",
        "site_name: A\nplugins:\n  search: {}\nmarkdown_extensions:\n  toc: {permalink: true}\n  mdx_gh_links: {user: a}\nnav:\n  - a.md\n",
        "site_name: !ENV [NAME, A]\nextra: {key: !!python/name:a.b }\nsite_url: https://a.org/b/\nhooks: [a.py]\n",
    ],
)
def test_settings_that_are_right_stay_silent(text):
    assert faults(FILES | {"mkdocs.yml": text}) == []


def test_pipelines_that_are_right_stay_silent():
    optional = PIPELINE.replace("needs: [check]", "needs: [{job: other, optional: true}, 'check: [a]', $NAME]")
    for text in (
        optional,
        PIPELINE.replace("stage: publish", "stage: $STAGE"),
        f"spec: {{inputs: {{a: {{}}}}}}\n---\n{PIPELINE}",
    ):
        assert faults(FILES | {".gitlab-ci.yml": text}) == []


def test_one_odd_value_is_told_at_its_place():
    odd = CHECK.replace("    strategy:\n", "    strategy: 5\n    # ", 1).replace(
        "      matrix:\n        system:", "    # matrix\n    #  system:"
    )
    found = faults(FILES | {".github/workflows/check.yml": odd})
    assert {"`runs-on`", "`steps`"}.isdisjoint(word for fault in found for word in fault.says.split())


def test_a_long_workflow_with_a_broken_line_takes_no_long_time(monkeypatch):
    tries = []
    monkeypatch.setattr(plain_yaml, "_is_yaml", lambda lines: bool(tries.append(0)))
    jobs = "".join(
        f"  job{number}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n" for number in range(400)
    )
    assert faults(FILES | {".github/workflows/check.yml": f"on: push\njobs:\n{jobs}   broken: [\n"})
    assert len(tries) < 200


def test_a_form_may_lead_to_an_email_address():
    config = (
        "blank_issues_enabled: false\ncontact_links:\n  - {name: Ask, about: Ask us, url: 'mailto:pas@example.org'}\n"
    )
    assert faults(FILES | {".github/ISSUE_TEMPLATE/config.yml": config}) == []


BROKEN = {
    "nothing": "",
    "a list": "- a\n- b\n",
    "a text": "hello",
    "a number": "12",
    "a part that holds itself": "on: push\njobs: &a\n  b: *a\n",
    "a text that stands for millions": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{other}: &{other} [{','.join([f'*{one}'] * 9)}]\n" for one, other in zip("abcdefg", "bcdefgh", strict=False)
    ),
    "a name that is a list": "? [a, b]\n: c\njobs: {}\n",
    "a tag": "on: !!python/object:os.system x\njobs: !x {a: !y []}\n",
    "two documents": "on: push\n---\njobs: {}\n",
    "control characters": "a: 'b\x01c'\n",
    "only a mark": "\ufeff",
    "jobs that are texts": "on: push\njobs: {a: b, c: [d], e: null}\n",
    "steps that are texts": "on: push\njobs: {a: {runs-on: x, steps: [a, 1, null, [b]], needs: {a: b}, outputs: x, strategy: 1}}\n",
    "numbers": f"on: push\njobs: {{a: {{runs-on: x, timeout-minutes: {'9' * 5000}, steps: []}}}}\n",
    "no end": "jobs: {a: [",
    "dates": "on: push\njobs: {a: {runs-on: 2026-01-01, steps: [{run: 2026-13-45}]}}\n",
}


#: Texts that are nothing wrong in a file that may be empty, or in a workflow.
RIGHT_SOMEWHERE = ("", "\ufeff", BROKEN["dates"])


@pytest.mark.parametrize("path", [path for path in FILES if FILES[path]])
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_one_finding_in_words(path, text):
    found = faults(FILES | {path: text})
    assert all(fault.says and fault.fix and fault.span.line >= 1 for fault in found)
    assert found or text in RIGHT_SOMEWHERE or path == "mkdocs.yml"  # commands that build say what is wrong there


OURS = ("mkdocs.json", "look-tokens.json", "look-components.json")


def test_the_shapes_are_those_that_are_locked():
    """A newer check-jsonschema brings newer shapes: copy them."""
    theirs = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
    ours = Path(settings_shape.__file__).parent / "forge_schemas"
    names = sorted(file.name for file in ours.glob("*.json") if file.name not in OURS)
    assert len(names) == 6
    for name in names:
        assert json.loads((ours / name).read_text()) == json.loads((theirs / name).read_text()), name
