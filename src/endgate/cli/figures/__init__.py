"""What ``endgate bench`` measures: each module gives one flat mapping of plain key names to figures."""
