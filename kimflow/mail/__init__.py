"""What kimflow writes to people: one module per noun, texts in templates/mail/."""
