"""What readers search for, and what they are shown of what was found."""
