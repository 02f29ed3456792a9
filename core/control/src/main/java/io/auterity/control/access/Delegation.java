package io.auterity.control.access;

import io.auterity.platform.call.Acts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The delegation of rights by a caller to another key: it passes on no more than it has, and for no
 * longer. A pattern is passed on only under one pattern that covers it; what is denied to the
 * caller must be denied to the new key too, unless nothing that is wanted reaches it.
 */
record Delegation(Grants held, @Nullable Instant until, Acts acts) {

  /**
   * Checks what is wanted.
   *
   * @throws CallFailedException {@code forbidden}, naming what the caller lacks
   */
  void require(Grants wanted, @Nullable Instant expires) {
    wanted.roles().stream()
        .filter(role -> !role.grants().stream().allMatch(this::holds))
        .findFirst()
        .ifPresent(role -> refuse("role " + role.wire(), "it is not granted to you"));
    wanted.allow().stream()
        .filter(grant -> !holds(grant))
        .findFirst()
        .ifPresent(grant -> refuse("grant " + grant.text(), "it is not granted to you"));
    held.deny().stream()
        .filter(denied -> reaches(wanted, denied))
        .findFirst()
        .ifPresent(denied -> refuse("key without deny " + denied.text(), "it is denied to you"));
    if (until != null && (expires == null || expires.isAfter(until))) {
      refuse("key that expires after " + until, "yours ends then");
    }
  }

  private boolean holds(GrantPattern wanted) {
    return held.allowed().anyMatch(grant -> grant.covers(wanted, acts));
  }

  private boolean reaches(Grants wanted, GrantPattern denied) {
    return wanted.deny().stream().noneMatch(own -> own.covers(denied, acts))
        && wanted.allowed().anyMatch(grant -> grant.isOpen() || denied.covers(grant, acts));
  }

  private static void refuse(String what, String why) {
    throw new CallFailedException(
        FailureCode.FORBIDDEN, "you cannot give a %s: %s".formatted(what, why));
  }
}
