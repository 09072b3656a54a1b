"""Goods: which control-list entries an item is on, is not on, or may be on, on a date. Never decides a shipment."""
