"""The command `papers`."""

from datetime import date
from pathlib import Path

import click

from pa_framework.cli._options import on_option, root_argument
from pa_framework.cli._reports import read_valid_report
from pa_framework.edit.output_folder import output_folder
from pa_framework.text.sentences import count


@click.command("papers")
@root_argument
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to write.")
@click.option("--level", help="The id of a level to write out, in the job advert.")
@click.option(
    "--task", "tasks", multiple=True, help="The id of a healthcare task to write out or tick. May be repeated."
)
@on_option
def papers_command(root: Path, out: Path, level: str | None, tasks: tuple[str, ...], on: date | None) -> None:
    """Writes the papers to fill in as Word files, with what the records have for them."""
    # The list of all commands imports this module, and not what writes papers.
    from pa_framework.facts.papers import filled_paper, papers_in_order
    from pa_framework.look.word_papers import word_paper

    facts = read_valid_report(root, on).facts
    chosen = {kind: ids for kind, ids in (("level", (level,) if level else ()), ("task", tasks)) if ids}
    for kind, ids in chosen.items():
        for id in ids:
            if id not in facts.records.of_kind(kind):
                raise click.UsageError(f"there is no {kind} `{id}`")
    missing: dict[str, None] = {}
    papers = [filled_paper(facts, paper) for paper in papers_in_order(facts)]
    with output_folder(out, root, replace=False) as folder:
        for paper in papers:
            content = word_paper(paper, facts.on, tuple(id for ids in chosen.values() for id in ids))
            (folder / f"{paper.id}.docx").write_bytes(content)
            missing |= dict.fromkeys(paper.missing)
    for sentence in missing:
        click.echo(sentence)
    click.echo(f"{count(len(papers), 'paper')} written to {out}")
