package dev.stator.transport;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What came back for a {@link WireRequest}: HTTP status, headers and JSON body. */
public final class WireReply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Optional<Signature> signature;

    /**
     * A reply to a request that was not signed, or of which nobody needs to know how.
     *
     * @param status the HTTP status
     * @param headers the headers that matter, by lower-case name
     * @param body the body after any decompression; not copied, so it must not change afterwards
     */
    public WireReply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }

    private WireReply(int status, Map<String, String> headers, byte[] body, Optional<Signature> signature) {
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.signature = signature;
    }

    /** The same reply, to a request that was signed like this. */
    public WireReply signedWith(Signature how) {
        return new WireReply(status, headers, body, Optional.of(how));
    }

    /** The same reply with another body, for transports that change what comes through them. */
    public WireReply withBody(byte[] other) {
        return new WireReply(status, headers, other, signature);
    }

    /** How the request was signed, if the transport signs. */
    public Optional<Signature> signature() {
        return signature;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body itself, not a copy: read it, never change it. */
    public byte[] body() {
        return body;
    }

    /** The status and the size; never the content. */
    @Override
    public String toString() {
        return "HTTP " + status + " (" + body.length + " bytes)";
    }
}
