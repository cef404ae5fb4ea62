"""Family LAW: the values of the law, their days and sources."""

from pa_framework.check.rules.registry import add
from pa_framework.records import first_edition
from pa_framework.text.findings import Severity

add(
    first_edition.CODE,
    first_edition.NAME,
    Severity.ERROR,
    """The legal minimum is still in the form of the first edition of this framework.

    Nothing reads `framework/minimum_wage.yaml` any more, so no pay band is compared with the law. The rates belong in
    `framework/law/minimum-wage.yaml`, each with its day, its state and its source. `pa-framework upgrade` moves them.

    ```yaml bad framework/minimum_wage.yaml
    title: The legal minimum  # <- LAW008
    ```

    ```yaml good framework/law/minimum-wage.yaml
    title: The legal minimum wage
    ```
    """,
    None,
)
