"""What a customer is: columns, rules and text. The standard library only, no I/O."""
