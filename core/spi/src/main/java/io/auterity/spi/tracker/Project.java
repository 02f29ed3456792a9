package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;

/** A tracker's container of issues. */
public record Project(
    Ref ref,
    @Description("Short name that inputs use, e.g. debts") String key,
    @Description("Name for people") String name) {}
