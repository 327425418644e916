"""The engines: each counts an indicator into whole numbers; they share nothing but the model."""
