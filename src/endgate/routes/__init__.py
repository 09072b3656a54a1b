"""Floor 3: where the goods really go. Declared, indicated and documented destination side by side, legs, red flags."""
