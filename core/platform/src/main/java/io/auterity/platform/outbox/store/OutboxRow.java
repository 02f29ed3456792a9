package io.auterity.platform.outbox.store;

import java.util.UUID;

/** A claimed event, and how often it has been claimed. */
@SuppressWarnings("ArrayRecordComponent")
public record OutboxRow(UUID id, int attempts, byte[] event) {}
