"""The panels of a customer's card that are lists, and the lists behind their rows.

As ``domain.columns`` declares the customers grid's columns, these declare theirs: the card,
``show``, the filter language, JSON and translation all read them. How a panel is read is the
business of ``db.queries.card``. A column that is not shown at first is there for the column chooser
and for one row on its own.
"""
