"""The panels of a customer's card that are lists, and the lists behind their rows.

As ``domain.columns`` declares the customers grid's: the card, ``show``, the filter language, JSON
and translation all read these. How a panel is read is the business of ``db.queries.card``.
"""
