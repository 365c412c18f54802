"""What a filter, a sort or a column name that cannot be understood raises."""


class FilterError(Exception):
    """What was typed is not a filter of that column; the message names what is expected."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
