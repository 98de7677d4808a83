/**
 * Providers of the AWS SDK for Java as providers of Stator. On the class path, this module adds itself to the credential
 * chain: the web identity of the environment, and profiles that assume a role, use single sign-on or call a process. {@link
 * dev.stator.awssdk.SdkCredentials} adapts any other provider of the SDK.
 *
 * <p>May import {@code dev.stator.transport} and {@code dev.stator.error} of Stator.
 */
package dev.stator.awssdk;
