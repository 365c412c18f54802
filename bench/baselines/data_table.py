"""Textual's own table with 200 rows of the customers' columns."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable

COLUMNS = (
    ("ID", 7),
    ("Title", 6),
    ("First name", 12),
    ("Last name", 14),
    ("E-mail", 24),
    ("Company", 14),
    ("Sales", 11),
    ("On", 4),
    ("News", 5),
    ("Offers", 5),
    ("Registered", 16),
    ("Last visit", 16),
)


class Customers(App[None]):
    """Shows the table."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        for label, width in COLUMNS:
            table.add_column(label, width=width)
        for number in range(200, 0, -1):
            table.add_row(
                *(str(number), "Mrs", "Łucja", "Żółw", f"l.zolw{number}@example.pl"),
                *("Żółw sp. z o.o.", f"{number * 191.2:,.2f}", "●", "○", "●"),
                *("2021-11-01 13:00", "2021-11-20 13:01"),
            )


if __name__ == "__main__":
    Customers().run()
