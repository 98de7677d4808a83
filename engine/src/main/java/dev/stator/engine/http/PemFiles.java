package dev.stator.engine.http;

import dev.stator.error.StatorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate and its private key, from two files in PEM form. */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OTHER_KEY = Pattern.compile("-----BEGIN (\\w+ PRIVATE KEY)-----");

    /** How keys of each kind sign, to see whether they belong together. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemFiles() {}

    static SSLContext context(Path certificateFile, Path keyFile) {
        Certificate[] chain = certificates(certificateFile);
        PrivateKey key = key(keyFile, chain[0].getPublicKey().getAlgorithm());
        try {
            if (!belongs(key, chain[0].getPublicKey())) {
                throw new StatorException("The private key in " + keyFile + " is not that of the first certificate in "
                        + certificateFile);
            }
            char[] noPassword = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, noPassword);
            store.setKeyEntry("front", key, noPassword, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StatorException(
                    "TLS cannot be set up with the certificate in " + certificateFile + " and the key in " + keyFile
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private static Certificate[] certificates(Path file) {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file)))
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
            throw new StatorException("There is no certificate in " + file + ": it must have one in PEM form");
        } catch (CertificateException e) {
            throw new StatorException("The certificate in " + file + " cannot be read: it must be in PEM form", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        String text = new String(read(file), StandardCharsets.US_ASCII);
        Matcher pem = KEY.matcher(text);
        if (!pem.find()) {
            Matcher other = OTHER_KEY.matcher(text);
            throw new StatorException("There is no private key in PKCS #8 in " + file + ", but "
                    + (other.find() ? "one that begins with BEGIN " + other.group(1) : "something else")
                    + "; try: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
        }
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StatorException(
                    "The private key in " + file + " cannot be read, or is not of the kind " + algorithm
                            + " as the certificate's",
                    e);
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String name = SIGNATURES.get(certified.getAlgorithm());
        if (name == null) {
            return true;
        }
        byte[] something = {1, 2, 3};
        Signature signature = Signature.getInstance(name);
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(something);
        return signature.verify(signed);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StatorException("The file " + file + " cannot be read: " + e, e);
        }
    }
}
