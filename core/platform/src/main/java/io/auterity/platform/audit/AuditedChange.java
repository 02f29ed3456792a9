package io.auterity.platform.audit;

import io.auterity.platform.digest.Sha256;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change that an audited act made to one thing: its state before and after. The states are
 * digests, or versions of what must not be digested, as a secret could be guessed from its digest.
 *
 * @param target kind and id, e.g. {@code route/triage}
 * @param before null when it was not there
 * @param after null when it is gone
 */
public record AuditedChange(String target, @Nullable String before, @Nullable String after) {

  /** A state by the SHA-256 of its text. */
  public static String digest(String text) {
    return "sha256:" + HexFormat.of().formatHex(Sha256.of(text));
  }

  Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    if (before != null) {
      details.put("before", before);
    }
    if (after != null) {
      details.put("after", after);
    }
    return details;
  }
}
