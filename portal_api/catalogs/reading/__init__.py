"""A text -> what it says in numbers, in figures or in words, in any language: values, units, hours, signs."""
