package io.auterity.spi.ai;

import io.auterity.spi.Description;

/** The token count of a request. */
public record TokenCount(
    @Description("Input tokens, those of tools and pictures among them") long input,
    @Description("Whether it is a guess and not the vendor's own count") boolean estimated) {}
