package dev.stator.benchmarks.workload;

import java.net.URI;

/** Where a contender finds the service; the credentials are static and the region fixed, so that nothing is looked up. */
public record Service(URI endpoint) {

    /** The region that requests are signed for. */
    public static final String REGION = "eu-west-1";

    /** Credentials that belong to nobody. */
    public static final String ACCESS_KEY = "AKIDEXAMPLE";

    /** Credentials that belong to nobody. */
    public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
}
