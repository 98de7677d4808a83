package dev.stator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Loggers that keep what they are given. */
public final class LogLines {
    private final List<String> all = Collections.synchronizedList(new ArrayList<>());

    /** What they were given, each line with the name of its logger before it. */
    public List<String> all() {
        return all;
    }

    /** A logger with everything switched on. */
    public Logger of(String audience) {
        return new LegacyAbstractLogger() {
            private static final long serialVersionUID = 1;

            @Override
            protected String getFullyQualifiedCallerName() {
                return audience;
            }

            @Override
            protected void handleNormalizedLoggingCall(
                    Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
                all.add(audience + ": "
                        + MessageFormatter.basicArrayFormat(pattern, arguments).replace("  ", " "));
            }

            @Override
            public boolean isTraceEnabled() {
                return true;
            }

            @Override
            public boolean isDebugEnabled() {
                return true;
            }

            @Override
            public boolean isInfoEnabled() {
                return true;
            }

            @Override
            public boolean isWarnEnabled() {
                return true;
            }

            @Override
            public boolean isErrorEnabled() {
                return true;
            }
        };
    }
}
