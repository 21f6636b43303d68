"""The pack for the newsletter: its figures, pictures, page and files."""
