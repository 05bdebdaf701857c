"""What we freeze: editions, numbered releases and the database that holds them."""
