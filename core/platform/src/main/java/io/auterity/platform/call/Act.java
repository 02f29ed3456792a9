package io.auterity.platform.call;

import java.util.regex.Pattern;

/**
 * An act on the control plane, which a caller must be granted; calls of capabilities are granted by
 * the capability's own id. The feature that offers an act holds it.
 *
 * @param name e.g. {@code run.start}
 * @param trace what the audit log gets of it
 * @param installation whether it concerns all tenants: no role has it, no pattern includes it, and
 *     it is granted under its exact name alone
 */
public record Act(String name, Trace trace, boolean installation) {

  private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z]+)*");

  /** What the audit log gets of an act that is done; of one that is refused it gets an entry. */
  public enum Trace {
    /** Nothing of itself: it changes nothing, or what is reached by it tells for itself. */
    NONE,
    /** That it begins, before anything is done, and how it ended. */
    AROUND,
    /** What it changes, in the transaction of the change. */
    WITH_CHANGE
  }

  public Act {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name of an act: write words of small letters with dots between them, e.g. run.start"
              .formatted(name));
    }
  }

  /** The name that grants match, e.g. {@code control:run.start}; no capability has a colon. */
  public String target() {
    return "control:" + name;
  }

  /** Whether the log gets an entry when it has ended so. */
  public boolean tellsEnd(boolean done) {
    return !done || trace == Trace.AROUND;
  }
}
