"""Endgate: strategic trade control. Decides per actor, jurisdiction and date whether a shipment may go."""

__version__ = "0.1.0"
