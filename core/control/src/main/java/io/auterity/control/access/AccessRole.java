package io.auterity.control.access;

import io.auterity.platform.call.Acts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A named set of grants. */
public enum AccessRole {
  /** Everything, configuration and keys included. */
  ADMIN("*", "control:*"),
  /**
   * Calls capabilities, says what answers were worth, handles runs, rehearses outages, sees
   * everything but keys.
   */
  OPERATOR(
      "*",
      "control:approval.*",
      "control:capability.read",
      "control:decision.feedback",
      "control:decision.read",
      "control:event.raise",
      "control:plugin.read",
      "control:provider.read",
      "control:provider.rehearse",
      "control:resource.read",
      "control:run.*",
      "control:trigger.read",
      "control:webhook.read",
      "control:workflow.read"),
  /** Sees what operators see, and changes nothing. */
  VIEWER(
      "control:approval.read",
      "control:capability.read",
      "control:decision.read",
      "control:plugin.read",
      "control:provider.read",
      "control:resource.read",
      "control:run.read",
      "control:trigger.read",
      "control:webhook.read",
      "control:workflow.read"),
  /**
   * Reads the audit log, and decisions with the prompts and answers that were kept; each reading of
   * these is audited.
   */
  AUDITOR("control:audit.read", "control:decision.read", "control:content.read");

  /** The widest first. */
  static final List<AccessRole> ALL = List.of(values());

  @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list of immutable records.
  private final List<GrantPattern> grants;

  private final String wire = name().toLowerCase(Locale.ROOT);

  AccessRole(String... grants) {
    this.grants = Arrays.stream(grants).map(GrantPattern::new).toList();
  }

  List<GrantPattern> grants() {
    return grants;
  }

  boolean allows(String target, Acts acts) {
    for (GrantPattern glob : grants) {
      if (glob.grants(target, acts)) {
        return true;
      }
    }
    return false;
  }

  /** Of the roles of either, those that give nothing which the other's do not give as well. */
  static Set<AccessRole> common(Set<AccessRole> one, Set<AccessRole> other) {
    Set<AccessRole> both = EnumSet.noneOf(AccessRole.class);
    one.stream().filter(role -> role.isWithin(other)).forEach(both::add);
    other.stream().filter(role -> role.isWithin(one)).forEach(both::add);
    return both;
  }

  private boolean isWithin(Set<AccessRole> roles) {
    return grants.stream()
        .allMatch(
            grant ->
                roles.stream()
                    .flatMap(role -> role.grants.stream())
                    .anyMatch(wider -> wider.matches(grant.text())));
  }

  /** The name on the wire and in the database, e.g. {@code operator}. */
  public String wire() {
    return wire;
  }

  /**
   * Reads a name.
   *
   * @throws CallFailedException {@code invalid}, naming the roles there are
   */
  public static AccessRole of(String wire) {
    return Arrays.stream(values())
        .filter(role -> role.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.INVALID,
                    "no role '%s'; use admin, operator, viewer or auditor".formatted(wire)));
  }
}
