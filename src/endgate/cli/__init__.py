"""Floor 6: the command line. Data goes to stdout, talk to stderr; each verb is a module loaded when it is called."""
