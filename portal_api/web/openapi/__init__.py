"""The contract: the JSON we promise, its routes, their examples, and the pages that tell it."""
