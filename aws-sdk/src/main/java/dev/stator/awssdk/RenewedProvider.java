package dev.stator.awssdk;

import dev.stator.transport.Credentials;
import dev.stator.transport.CredentialsProvider;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A provider of the SDK that is made anew after a refusal, as those of the SDK keep what they have until it expires. */
final class RenewedProvider<P extends AwsCredentialsProvider & SdkAutoCloseable> implements CredentialsProvider {
    private final Supplier<P> maker;
    private final AtomicBoolean outdated = new AtomicBoolean();
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable P provider;

    /**
     * One that does not exist before it is asked.
     *
     * @param maker makes it, or says why there is none
     */
    RenewedProvider(Supplier<P> maker) {
        this.maker = maker;
    }

    @Override
    public Credentials credentials() {
        asking.lock();
        try {
            P known = provider;
            if (outdated.getAndSet(false) && known != null) {
                provider = null;
                known.close();
                known = null;
            }
            P asked = known == null ? maker.get() : known;
            provider = asked;
            return SdkCredentials.asking(asked).credentials();
        } finally {
            asking.unlock();
        }
    }

    /** It is made anew when it is asked next; until then this holds nobody up, and ends nothing that is under way. */
    @Override
    public boolean invalidate(Credentials refused) {
        outdated.set(true);
        return true;
    }
}
