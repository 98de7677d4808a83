package dev.stator.conformance;

import dev.stator.Call;
import java.util.concurrent.CompletionException;

/** How a call is sent. What comes of it must be the same. */
enum Mode {
    SYNC {
        @Override
        <R> R run(Call<R> call) {
            return call.execute();
        }
    },
    ASYNC {
        @Override
        <R> R run(Call<R> call) {
            try {
                return call.executeAsync().join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    };

    abstract <R> R run(Call<R> call);
}
