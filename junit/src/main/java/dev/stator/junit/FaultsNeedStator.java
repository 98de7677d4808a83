package dev.stator.junit;

import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Comes with {@link Faults}, and refuses them where nobody would let them happen. */
final class FaultsNeedStator implements BeforeTestExecutionCallback {
    FaultsNeedStator() {}

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        if (!StatorExtension.isRegistered(context)) {
            throw new ExtensionConfigurationException("The @Faults of " + context.getDisplayName()
                    + " would not happen: add @StatorTest to the class, or register a StatorExtension");
        }
    }
}
