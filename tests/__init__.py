"""The tests: rules of the house and of the field, in German sentences."""
