"""What the other stages know of a shipment, as the plain values that red-flag detectors read."""
