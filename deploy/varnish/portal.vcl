vcl 4.1;

# A Varnish in front of the service: finished answers for everybody, and never one that was purged.
# README.md beside this file says how to start it, and why it is as it is.

import directors;
import purge;
import std;
import var;
import vsthrottle;
import xkey;

include "./site.vcl";
include "./words.vcl";

# ---- What comes in -------------------------------------------------------------------------------------------

sub vcl_recv {
    if (local.socket == "purge") {
        call portal_purge;
    }
    if (req.restarts == 0) {
        call portal_read_request;
    }
    set req.backend_hint = service.backend();
    # Stale is better than nothing, and worse than a moment's wait. What was purged is not stale: it is gone.
    if (!req.http.Portal-Outage && std.healthy(req.backend_hint)) {
        set req.grace = 10s;
    } elsif (std.integer(var.global_get("told"), 0) >= std.integer(var.global_get("release"), 0)) {
        set req.grace = 30d;
    } else {
        set req.grace = 0s;
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    return (hash);
}

sub portal_read_request {
    # The name of a client is believed where no client can give it.
    if (local.socket == "front" && req.http.X-Real-IP) {
        set client.identity = req.http.X-Real-IP;
    }
    if (req.url !~ "^/" || (req.http.Host !~ "\S" && req.proto != "HTTP/1.0")) {
        return (synth(400));
    }
    unset req.http.Portal-Late;
    unset req.http.Portal-Outage;
    if (req.http.Accept-Encoding) {
        call portal_name_one_coding;
    }
    if (req.url ~ "\?") {
        call portal_name_known_parameters;
    }
    if (req.http.Accept-Language && req.url ~ "^/(?:v1/(?:articles/|infobutton)|problems|embed(?:\?|$)|\?|$)") {
        call portal_spell_languages_simply;
    }
}

# Three forms of each answer at most: br, gzip and plain.
sub portal_name_one_coding {
    if (req.http.Accept-Encoding ~ "\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
}

# The API refuses unknown parameters, and a refusal is not kept. Pages ignore them, so they end here: an address with
# a tracking number in it is the same page.
sub portal_name_known_parameters {
    if (req.url !~ "^/v1/") {
        set req.url = regsub(req.url, "\?", "?&");
        set req.url = regsuball(req.url,
            "&(?!(?:q|after|article|section|locale|way|url|format|maxwidth|maxheight)=)[^&]*", "");
        set req.url = regsub(req.url, "\?&", "?");
        set req.url = regsub(req.url, "^([^?]*)\?$", "\1");
    }
    set req.url = std.querysort(req.url);
}

# The service reads at most 256 bytes, whatever the case and spaces; weights matter only where they change the order.
sub portal_spell_languages_simply {
    if (req.http.Accept-Language ~ "^.{257}") {
        set req.http.Accept-Language = regsub(req.http.Accept-Language, "^(?:(.{0,256}),.*|.*)$", "\1");
    }
    set req.http.Accept-Language = std.tolower(regsuball(req.http.Accept-Language, "[ \t]*([,;])[ \t]*", "\1"));
    set req.http.Accept-Language = regsuball(req.http.Accept-Language,
        "(^|,)([^;,]+);q=1(?:\.0{0,3})?(?=,|$)", "\1\2");
    if (req.http.Accept-Language ~ {"(?x) ^ [^;,]+ (?:,[^;,]+)*
        (?:,[^;,]+;q=0\.9)* (?:,[^;,]+;q=0\.8)* (?:,[^;,]+;q=0\.7)* (?:,[^;,]+;q=0\.6)*
        (?:,[^;,]+;q=0\.5)* (?:,[^;,]+;q=0\.4)* (?:,[^;,]+;q=0\.3)* (?:,[^;,]+;q=0\.2)* (?:,[^;,]+;q=0\.1)* $"}) {
        set req.http.Accept-Language = regsuball(req.http.Accept-Language, ";q=0\.[1-9]", "");
    }
}

# One address, one answer: the name of the host is no part of it.
sub vcl_hash {
    hash_data(req.url);
    if (req.http.Accept-Language && req.url ~ "^/(?:v1/(?:articles/|infobutton)|problems|embed(?:\?|$)|\?|$)") {
        hash_data(req.http.Accept-Language);
    }
    return (lookup);
}

# ---- What was on its way ------------------------------------------------------------------------------------

sub vcl_init {
    if (!var.global_get("order")) {
        var.global_set("order", "none");
    }
}

# An order looks at what is kept. What was on its way at that moment, its headers here and its body not, it does not see:
# so that is looked at when it is here, by whoever asked for it (in vcl_deliver) or waited for it. What was fetched in
# the background nobody waited for; it is looked at when it is shown for the first time.
sub vcl_hit {
    if (req.http.Portal-Late || (obj.http.Portal-Order != var.global_get("order")
        && ((req.restarts == 0 && now - req.time > 0.01s) || (obj.http.Portal-Background && obj.hits == 1)))) {
        unset req.http.Portal-Late;
        set req.http.Portal-Purged = purge.hard();
        call portal_look_again;
    }
}

# Orders one after another, each just then: rather nothing than what one of them may have been about.
sub portal_look_again {
    if (req.restarts > 2) {
        return (synth(503));
    }
    return (restart);
}

# ---- What the service is asked ------------------------------------------------------------------------------

sub vcl_miss {
    unset req.http.Portal-Late;
    call portal_forget_what_nobody_told;
    call portal_limit;
    return (fetch);
}

sub vcl_pass {
    call portal_forget_what_nobody_told;
    call portal_limit;
    return (fetch);
}

# What is in the cache is free for everybody. What the service has to make is limited for each client, and more so
# what it has to search for, to look up in the past, or to write for another website.
sub portal_limit {
    if (vsthrottle.is_denied("made " + client.identity, 300, 10s)) {
        return (synth(429));
    }
    if (req.url ~ "^/embed(?:\?|$)|[?&](?:q|code|topic|release|since|after|before)="
        && vsthrottle.is_denied("costly " + client.identity, 60, 10s)) {
        return (synth(429));
    }
}

# Answers speak of a release, and no purge does: the command was killed, could not reach this cache, or does not know
# of it. What changed cannot be known here, so all of it goes.
sub portal_forget_what_nobody_told {
    if (std.integer(var.global_get("release"), 0) > std.integer(var.global_get("told"), 0)
        && std.time2real(now, 0.0) > std.real(var.global_get("patient until"), 0.0)) {
        var.global_set("told", var.global_get("release"));
        std.log("portal: nobody told of release " + var.global_get("release") + "; forgotten: " + xkey.purge("portal"));
    }
}

# Of a request only what the service looks at gets further. What is not sent on cannot change an answer: this is the
# guard against poisoned caches.
sub vcl_backend_fetch {
    set bereq.http.Host = "portal";
    # To the service an underscore in a name is a hyphen: this cache would tell readers apart by one header, and the
    # service by the other.
    unset bereq.http.Accept_Encoding;
    unset bereq.http.Accept_Language;
    unset bereq.http.If_Match;
    unset bereq.http.If_None_Match;
    unset bereq.http.Authorization;
    unset bereq.http.Cookie;
    unset bereq.http.Expect;
    unset bereq.http.Forwarded;
    unset bereq.http.Proxy;
    unset bereq.http.Via;
    unset bereq.http.X-Forwarded-For;
    unset bereq.http.X-Forwarded-Host;
    unset bereq.http.X-Forwarded-Port;
    unset bereq.http.X-Forwarded-Prefix;
    unset bereq.http.X-Forwarded-Proto;
    unset bereq.http.X-Forwarded-Scheme;
    unset bereq.http.X-Forwarded-Server;
    unset bereq.http.X-Host;
    unset bereq.http.X-HTTP-Method;
    unset bereq.http.X-HTTP-Method-Override;
    unset bereq.http.X-Method-Override;
    unset bereq.http.X-Original-Host;
    unset bereq.http.X-Original-URL;
    unset bereq.http.X-Real-IP;
    unset bereq.http.X-Rewrite-URL;
    return (fetch);
}

# ---- What comes back ----------------------------------------------------------------------------------------

sub vcl_backend_response {
    # Read before the release is: an order sets them the other way round.
    set beresp.http.Portal-Order = var.global_get("order");
    if (bereq.is_bgfetch) {
        set beresp.http.Portal-Background = "yes";
    }
    if (beresp.status >= 500) {
        call portal_look_elsewhere;
    } elsif (beresp.http.Portal-Release || beresp.http.CDN-Cache-Control) {
        call portal_refuse_the_past;
    }
    # No half a text: it is passed on when all of it is here.
    set beresp.do_stream = false;
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    unset beresp.http.Surrogate-Key;
    call portal_keep_as_long_as_told;
    unset beresp.http.CDN-Cache-Control;
    unset beresp.http.Portal-Release;
    unset beresp.http.Server;
    if (bereq.url ~ "\?" || beresp.http.Vary ~ "(?i)accept-language") {
        set beresp.storage = storage.variants;
    }
    return (deliver);
}

# Another replica may do better; and what is here is better than an error.
sub portal_look_elsewhere {
    if (bereq.is_bgfetch) {
        return (abandon);
    }
    if (beresp.status != 500 && beresp.status != 501 && bereq.retries < 1) {
        return (retry);
    }
    # An answer that is passed on takes the place of the copy; an error of our own leaves it there.
    if (bereq.http.If-None-Match) {
        return (error(503));
    }
}

# A replica may notice a release later than this cache was told of it. Its answers are not kept, and after a while not
# passed on: a text that was held would come back with them.
sub portal_refuse_the_past {
    if (std.integer(beresp.http.Portal-Release, 0) < std.integer(var.global_get("release"), 0)) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        if (bereq.retries < 3) {
            return (retry);
        }
        if (std.time2real(now, 0.0) > std.real(var.global_get("patient until"), 0.0)) {
            std.log("portal: an answer of release " + beresp.http.Portal-Release + " was refused; this cache knows of "
                + var.global_get("release"));
            return (error(503));
        }
        set beresp.http.Cache-Control = "no-store";
        set beresp.http.Portal-Past = "yes";
    } elsif (std.integer(beresp.http.Portal-Release, 0) > std.integer(var.global_get("release"), 0)) {
        if (!var.global_get("told")) {
            var.global_set("told", beresp.http.Portal-Release);
        }
        var.global_set("release", beresp.http.Portal-Release);
        var.global_set("patient until", std.time2real(now + 10s, 0.0));
    }
}

# CDN-Cache-Control is meant for us (RFC 9213). Without it nothing is kept, but a 404 or 410 for a moment.
sub portal_keep_as_long_as_told {
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    if (beresp.http.CDN-Cache-Control ~ "max-age=[0-9]+" && beresp.status < 400
        && !beresp.http.Portal-Past && !beresp.http.Set-Cookie && beresp.http.Vary !~ "(?i)\*|cookie|user-agent|(?<!-)host|origin") {
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, "^.*\bmax-age=([0-9]+).*$", "\1s"), 0s);
        if (beresp.http.CDN-Cache-Control ~ "stale-if-error=[0-9]+") {
            set beresp.grace = std.duration(
                regsub(beresp.http.CDN-Cache-Control, "^.*stale-if-error=([0-9]+).*$", "\1s"), 0s);
        }
    } elsif ((beresp.status == 404 || beresp.status == 410) && beresp.http.Portal-Release
        && !beresp.http.Portal-Past && beresp.http.Vary !~ "(?i)accept-language") {
        set beresp.http.xkey = "portal release";
        set beresp.ttl = 2s;
    } else {
        # For a second nobody waits for another one's answer that could not be shared.
        set beresp.ttl = 1s;
        set beresp.uncacheable = true;
    }
}

sub vcl_backend_error {
    if (bereq.retries < 1) {
        return (retry);
    }
    if (bereq.http.If-None-Match) {
        set beresp.http.Portal-Outage = "yes";
    }
    set beresp.http.Portal-Silent = "yes";
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    return (deliver);
}

# ---- What goes out ------------------------------------------------------------------------------------------

sub vcl_deliver {
    if (resp.http.Portal-Outage && req.restarts == 0) {
        set req.http.Portal-Outage = "yes";
        return (restart);
    }
    if (resp.http.Portal-Silent) {
        return (synth(503));
    }
    if (obj.hits == 0 && !obj.uncacheable && resp.http.Portal-Order != var.global_get("order")) {
        set req.http.Portal-Late = "yes";
        call portal_look_again;
    }
    # Purged when it changes, a copy is as good as new: browsers may keep it as long as they are told.
    unset resp.http.Age;
    unset resp.http.Portal-Background;
    unset resp.http.Portal-Order;
    unset resp.http.Portal-Outage;
    unset resp.http.Portal-Past;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    unset resp.http.xkey;
    return (deliver);
}

# What Varnish says by itself, as the service would say it: words.vcl is written by `portal varnish`.
sub vcl_synth {
    unset resp.http.Server;
    unset resp.http.X-Varnish;
    if (local.socket == "purge") {
        set resp.http.Content-Type = "text/plain; charset=utf-8";
        set resp.body = req.http.Portal-Purged + {"
"};
        return (deliver);
    }
    set req.http.Portal-Tag = regsub(req.url, "^/(?:(?:v1|embed)/)?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)(?:[/?.].*)?$", "\1");
    call portal_say;
    set resp.http.Vary = "Accept-Encoding, Accept-Language";
    set resp.http.Retry-After = "10";
    return (deliver);
}

# ---- Purging ------------------------------------------------------------------------------------------------

# Hard, never soft: what is purged is gone, also while the service is down.
sub portal_purge {
    set req.http.Portal-Purged = "0";
    if (req.method != "PURGE" || client.ip !~ purgers || !req.http.Surrogate-Key) {
        return (synth(403));
    }
    if (req.http.Portal-Anew || std.integer(req.http.Portal-Release, 0) > std.integer(var.global_get("release"), 0)) {
        var.global_set("release", req.http.Portal-Release);
        var.global_set("patient until",
            std.time2real(now + std.duration(req.http.Portal-Patience + "s", 10s), 0.0));
    }
    set req.http.Portal-Order = req.xid;
    var.global_set("order", req.http.Portal-Order);
    # The order is of what changed after Portal-Since. Whoever missed one before it forgets everything.
    if (std.integer(req.http.Portal-Since, 0) > std.integer(var.global_get("told"), 0)) {
        set req.http.Surrogate-Key = "portal " + req.http.Surrogate-Key;
    }
    if (req.http.Portal-Anew || (req.http.Portal-Complete
        && std.integer(req.http.Portal-Release, 0) > std.integer(var.global_get("told"), 0))) {
        var.global_set("told", req.http.Portal-Release);
    }
    set req.http.Portal-Purged = xkey.purge(req.http.Surrogate-Key);
    return (synth(200));
}
