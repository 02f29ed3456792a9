package io.auterity.control.access;

import io.auterity.platform.call.Acts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.regex.Pattern;

/**
 * A pattern over capability ids and acts. {@code *} stands for any characters but a colon, so that
 * a pattern over capabilities never reaches the control plane.
 */
public record GrantPattern(String text) {

  private static final Pattern VALID = Pattern.compile("(control:)?[a-z0-9_.*-]{1,120}");
  private static final char ANY = '*';

  /**
   * Checks the pattern.
   *
   * @throws CallFailedException {@code invalid}
   */
  public GrantPattern {
    if (!VALID.matcher(text).matches()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "'%s' is no grant: write a capability such as ai.chat.create, a pattern such as ai.*, or an action such as control:run.start"
              .formatted(text));
    }
  }

  /** Whether it grants all that the other does: the other's stars fall to stars of this one. */
  boolean covers(GrantPattern other, Acts acts) {
    return grants(other.text(), acts);
  }

  /** Whether it grants a target: what concerns all tenants under its own name alone. */
  boolean grants(String target, Acts acts) {
    return acts.ofInstallation().contains(target) ? text.equals(target) : matches(target);
  }

  /** Whether it may match more than one target. */
  boolean isOpen() {
    return text.indexOf(ANY) >= 0;
  }

  /** Whether the pattern covers a capability's id or an act's target. */
  boolean matches(String target) {
    int star = -1;
    int resume = 0;
    int at = 0;
    int i = 0;
    while (i < target.length()) {
      int next = at < text.length() ? text.charAt(at) : -1;
      if (next == ANY) {
        star = at++;
        resume = i;
      } else if (next == target.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0 && target.charAt(resume) != ':') {
        at = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == ANY) {
      at++;
    }
    return at == text.length();
  }
}
