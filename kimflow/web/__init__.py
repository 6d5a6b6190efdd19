"""What all pages share. Flask lives here and above."""
