package dev.stator.internal.http;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.concurrent.CompletionException;

/** The two ways to send, so that a test can be run with each. */
enum Mode {
    SYNC {
        @Override
        WireReply send(Transport transport, WireRequest request) {
            return transport.send(request);
        }
    },
    ASYNC {
        @Override
        WireReply send(Transport transport, WireRequest request) {
            try {
                return transport.sendAsync(request).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    };

    abstract WireReply send(Transport transport, WireRequest request);
}
