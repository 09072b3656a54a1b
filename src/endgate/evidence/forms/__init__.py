"""Trade forms as text: invoice, packing list, bill of lading, end-user statement, certificate of origin."""
