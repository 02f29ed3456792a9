package io.auterity.spi;

/** The configuration of connectors that need none. */
public record NoConfig() {}
