"""Floor 3: attributed claims beside a shipment, what they weigh, and who may see them."""
