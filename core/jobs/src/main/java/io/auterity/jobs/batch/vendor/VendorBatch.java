package io.auterity.jobs.batch.vendor;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch at a vendor, in which lines of one batch of ours lie.
 *
 * @param id by which it is found at the vendor
 * @param batch whose lines lie in it
 * @param offer whose provider has it
 * @param target digest of what its requests have in common: method, address and headers
 * @param created when it was about to be handed over
 * @param ref the vendor's name for it; null while it is unknown whether the vendor has it
 */
public record VendorBatch(
    UUID id, UUID batch, String offer, String target, Instant created, @Nullable String ref) {
  /** The same, once the vendor has it. */
  VendorBatch named(String name) {
    return new VendorBatch(id, batch, offer, target, created, name);
  }

  /** Id of a line of it. */
  String line(int number) {
    return id + "-" + number;
  }

  /** The number of such a line; 0 when it is none of it. */
  int number(String line) {
    String prefix = id + "-";
    String digits = line.startsWith(prefix) ? line.substring(prefix.length()) : "";
    return digits.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(digits) : 0;
  }
}
