"""The addresses of a customer: added, changed, deleted, made the default one."""
