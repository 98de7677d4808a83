package dev.stator.engine.action.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Encryption;
import dev.stator.engine.table.TableShape;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request may say of the key under which a table is encrypted. Keys are not looked up: there is nobody to ask. */
public final class EncryptionRule {
    private static final String ALIAS = "alias/";

    /** The key that the account has for this service. */
    private static final String OWN = ALIAS + "aws/dynamodb";

    private EncryptionRule() {}

    /**
     * The key that parameters ask for; {@code null} for that of the service.
     *
     * @throws Fault a ValidationException if they contradict themselves
     */
    public static @Nullable Encryption wanted(@Nullable Parameters in, Database database) {
        if (in == null) {
            return null;
        }
        String type = in.get(TableShape.SSE_TYPE);
        String key = in.get(TableShape.SSE_KEY);
        // Who names a type wants it, unless he says otherwise.
        boolean enabled = in.has(TableShape.SSE_ENABLED) ? in.flag(TableShape.SSE_ENABLED) : type != null;
        if (!enabled && type != null) {
            throw Fault.invalidParameter("SSEType can not be specified if Enabled is false");
        } else if ("AES256".equals(type)) {
            throw Fault.invalidParameter("SSEType AES256 is not supported");
        } else if (key != null && in.has(TableShape.SSE_ENABLED) && !enabled) {
            throw Fault.invalidParameter("KMSMasterKeyId can not be specified if Enabled is false");
        } else if (key != null && type == null) {
            throw Fault.invalidParameter("SSEType KMS is required if KMSMasterKeyId is specified");
        }
        return enabled ? new Encryption(arn(key, database), false) : null;
    }

    private static String arn(@Nullable String key, Database database) {
        String keys = "arn:aws:kms:" + database.region() + ":" + database.account() + ":";
        String name = key == null ? OWN : key;
        String whole = name.startsWith("arn:") ? name : keys + (name.startsWith(ALIAS) ? name : "key/" + name);
        int alias = whole.lastIndexOf(":" + ALIAS);
        // What an alias stands for is nobody's to tell, but it is a key, and always the same one.
        return alias < 0
                ? whole
                : whole.substring(0, alias) + ":key/" + UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    }
}
