package dev.stator.internal.config;

import java.util.List;

/** A setting that all AWS tools know, under its names in the environment, as a system property and in a profile. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are those of List.of.
public enum Key {
    /** The region. */
    REGION("aws.region", "region", "AWS_REGION", "AWS_DEFAULT_REGION"),
    /** The endpoint of the tables: of this service before that of all services. */
    ENDPOINT(
            "dynamodb",
            List.of("aws.endpointUrlDynamoDb", Key.ALL_ENDPOINTS),
            List.of("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")),
    /** The endpoint of the service that reads streams, likewise. */
    STREAMS_ENDPOINT(
            "dynamodb_streams",
            List.of("aws.endpointUrlDynamoDbStreams", Key.ALL_ENDPOINTS),
            List.of("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "AWS_ENDPOINT_URL")),
    /** The endpoint of the service that scales capacity, likewise. */
    SCALING_ENDPOINT(
            "application_auto_scaling",
            List.of("aws.endpointUrlApplicationAutoScaling", Key.ALL_ENDPOINTS),
            List.of("AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING", "AWS_ENDPOINT_URL")),
    /** Whether endpoints of the environment and the profile do not count. */
    IGNORE_ENDPOINTS(
            "aws.ignoreConfiguredEndpointUrls",
            "ignore_configured_endpoint_urls",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
    /** Whether the endpoint is one with validated cryptography. */
    FIPS("aws.useFipsEndpoint", "use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"),
    /** Whether the endpoint is one with IPv6 too. */
    DUAL_STACK("aws.useDualstackEndpoint", "use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"),
    /** How often a call is sent at most. */
    MAX_ATTEMPTS("aws.maxAttempts", "max_attempts", "AWS_MAX_ATTEMPTS"),
    /** The family of retry rules. */
    RETRY_MODE("aws.retryMode", "retry_mode", "AWS_RETRY_MODE"),
    /** A file of certificates to trust. */
    CA_BUNDLE("", "ca_bundle", "AWS_CA_BUNDLE"),
    /** The proxy for https endpoints. */
    HTTPS_PROXY("", "", "HTTPS_PROXY", "https_proxy"),
    /** The proxy for http endpoints; the upper-case name is not read, as others can set it in CGI programs. */
    HTTP_PROXY("", "", "http_proxy"),
    /** The hosts to reach without it. */
    NO_PROXY("", "", "NO_PROXY", "no_proxy"),
    /** Whether the instance metadata service is not to be asked. */
    METADATA_DISABLED("aws.disableEc2Metadata", "", "AWS_EC2_METADATA_DISABLED"),
    /** Whether its first version, which needs no token, is not to be asked. */
    METADATA_V1_DISABLED("aws.disableEc2MetadataV1", "ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED"),
    /** Where it is. */
    METADATA_ENDPOINT(
            "aws.ec2MetadataServiceEndpoint", "ec2_metadata_service_endpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT"),
    /** Whether it is at its IPv4 or its IPv6 address. */
    METADATA_ENDPOINT_MODE(
            "aws.ec2MetadataServiceEndpointMode",
            "ec2_metadata_service_endpoint_mode",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"),
    /** How many seconds a request to it, or to that of a container, may take. */
    METADATA_TIMEOUT("aws.ec2MetadataServiceTimeout", "metadata_service_timeout", "AWS_METADATA_SERVICE_TIMEOUT"),
    /** How often it is asked at most, likewise. */
    METADATA_ATTEMPTS("", "metadata_service_num_attempts", "AWS_METADATA_SERVICE_NUM_ATTEMPTS");

    private static final String ALL_ENDPOINTS = "aws.endpointUrl";

    final List<String> properties;
    final String profileKey;
    final List<String> variables;
    /** The part of a profile's {@code services} section that goes before the profile itself; empty for none. */
    final String service;

    Key(String property, String profileKey, String... variables) {
        this.properties = property.isEmpty() ? List.of() : List.of(property);
        this.profileKey = profileKey;
        this.variables = List.of(variables);
        this.service = "";
    }

    Key(String service, List<String> properties, List<String> variables) {
        this.properties = properties;
        this.profileKey = "endpoint_url";
        this.variables = variables;
        this.service = service;
    }
}
