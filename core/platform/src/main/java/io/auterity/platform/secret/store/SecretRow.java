package io.auterity.platform.secret.store;

import java.util.UUID;

/** One version of a secret as it is stored. */
@SuppressWarnings("ArrayRecordComponent")
public record SecretRow(UUID tenant, String name, int version, int keyId, byte[] ciphertext) {}
