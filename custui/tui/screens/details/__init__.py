"""What opens from a row of a card: an order, a cart, a conversation, an e-mail, a connection."""
