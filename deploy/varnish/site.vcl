# What is different at every site: where the service listens, and who may purge. portal.vcl includes this file.

probe alive {
    .url = "/livez";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend replica_1 {
    .host = "127.0.0.1";
    .port = "8001";
    .probe = alive;
    .connect_timeout = 0.5s;
    .first_byte_timeout = 10s;
    .between_bytes_timeout = 5s;
}

backend replica_2 {
    .host = "127.0.0.1";
    .port = "8002";
    .probe = alive;
    .connect_timeout = 0.5s;
    .first_byte_timeout = 10s;
    .between_bytes_timeout = 5s;
}

sub vcl_init {
    new service = directors.round_robin();
    service.add_backend(replica_1);
    service.add_backend(replica_2);
}

# The machines on which people publish and hold. They also have to use the socket named `purge`.
acl purgers {
    "127.0.0.1";
    "::1";
}
