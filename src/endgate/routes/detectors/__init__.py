"""Red flags: each detector a pure function of plain values, with its parameters as data. A flag is a fact to answer."""
