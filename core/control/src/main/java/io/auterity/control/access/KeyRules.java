package io.auterity.control.access;

import io.auterity.control.access.store.KeyTerms;
import io.auterity.control.owner.Owner;
import io.auterity.control.owner.Owners;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.pattern.Glob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The validation rules for the owner, holder and restrictions of an API key, and for who may set
 * them.
 */
record KeyRules(Owners owners) {

  private static final int MOST = 200;
  private static final int MOST_LABELS = 20;
  private static final int MOST_TOOLS = 20;
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._:/@+*-]{1,200}");
  private static final Pattern TOOL = Pattern.compile("[a-z0-9_.*-]{1,120}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,200}");
  private static final Map<String, Invocation.Door> DOORS =
      Stream.of(
              Invocation.Door.REST,
              Invocation.Door.GATEWAY,
              Invocation.Door.MCP,
              Invocation.Door.WORKFLOW)
          .collect(Collectors.toMap(Invocation.Door::wire, door -> door));

  /** Label that asks for all or nothing at each of a key's calls. */
  private static final String STRICT = "auterity-strict";

  /** The doors of these names; null stays null. */
  static @Nullable Set<Invocation.Door> doors(@Nullable List<String> names) {
    return names == null ? null : names.stream().map(DOORS::get).collect(Collectors.toSet());
  }

  /**
   * Checks what is wanted for a key.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  void check(TenantScope scope, KeyTerms wanted) {
    checkOwner(scope, wanted);
    checkEach("models", wanted.models(), MODEL.asMatchPredicate()::test, "is no pattern of models");
    checkEach("doors", wanted.doors(), DOORS::containsKey, "is no door; use " + doorNames());
    checkTools(wanted.tools());
    if (wanted.labels().size() > MOST_LABELS) {
      throw invalid("labels", "a key has at most %d labels".formatted(MOST_LABELS));
    }
    wanted
        .labels()
        .forEach(
            (name, value) -> {
              if (!LABEL.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw invalid(
                    "labels." + name,
                    "a label is named by 1 to 100 letters, digits, dots, dashes or underscores, and"
                        + " holds 1 to 200 characters, none of them a control character");
              }
              if (name.equals(STRICT) && !value.equals("true") && !value.equals("false")) {
                throw invalid("labels." + name, "must be true or false, not " + value);
              }
            });
  }

  private void checkOwner(TenantScope scope, KeyTerms wanted) {
    String owner = wanted.owner();
    String holder = wanted.holder();
    if (owner != null && owners.find(scope, owner).isEmpty()) {
      throw invalid(
          "owner",
          "there is no '%s'; write team/ID, project/ID or user/ID of one that was applied"
              .formatted(owner));
    }
    if (holder == null) {
      return;
    }
    if (owner == null) {
      if (owners.find(scope, Owner.Kind.USER.ref(holder)).isEmpty()) {
        throw invalid("holder", "there is no user '%s'; apply that user first".formatted(holder));
      }
    } else if (owner.startsWith(Owner.Kind.USER.ref(""))) {
      throw invalid("holder", "a key of a user has no other holder; leave it out");
    } else if (!owners.belongs(scope, holder, owner)) {
      throw invalid(
          "holder", "user '%s' is no member of %s or of a team above it".formatted(holder, owner));
    }
  }

  private static void checkTools(@Nullable List<String> tools) {
    if (tools != null && tools.size() > MOST_TOOLS) {
      throw invalid("tools", "lists at most %d; use a pattern".formatted(MOST_TOOLS));
    }
    checkEach(
        "tools",
        tools,
        TOOL.asMatchPredicate()::test,
        "is no capability such as tracker.issue.create, nor a pattern such as tracker.issue.*");
  }

  private interface Test {
    boolean passes(String text);
  }

  private static void checkEach(
      String field, @Nullable List<String> texts, Test test, String wrong) {
    if (texts == null) {
      return;
    }
    if (texts.isEmpty() || texts.size() > MOST) {
      throw invalid(field, "lists 1 to %d; leave it out to allow any".formatted(MOST));
    }
    for (String text : texts) {
      if (!test.passes(text)) {
        throw invalid(field, "'%s' %s".formatted(text, wrong));
      }
    }
  }

  private static String doorNames() {
    return DOORS.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static CallFailedException invalid(String field, String rule) {
    return new CallFailedException(
        Failure.of(FailureCode.INVALID, field + ": " + rule).withFields(Map.of(field, rule)));
  }

  /**
   * Checks that who gives a key gives no more than its own key has.
   *
   * @throws CallFailedException {@code forbidden}, naming what it lacks
   */
  void checkGiven(TenantScope scope, KeyTerms own, KeyTerms wanted) {
    String owner = own.owner();
    String holder = owner == null ? null : own.holder();
    if (owner != null && !below(scope, owner, wanted.owner())) {
      throw refused("key that does not belong to " + owner, "yours does");
    }
    if (holder != null && !holder.equals(wanted.holder())) {
      throw refused("key that user '%s' does not hold".formatted(holder), "yours is theirs");
    }
    own.labels()
        .forEach(
            (name, value) -> {
              if (!value.equals(wanted.labels().get(name))) {
                throw refused("key without the label %s=%s".formatted(name, value), "yours has it");
              }
            });
    checkCovered("models", own.models(), wanted.models());
    checkCovered("doors", own.doors(), wanted.doors());
  }

  private boolean below(TenantScope scope, String above, @Nullable String owner) {
    return owner != null && owners.chain(scope, owner).orElse(List.of()).contains(above);
  }

  private static void checkCovered(
      String what, @Nullable List<String> own, @Nullable List<String> wanted) {
    if (own == null) {
      return;
    }
    List<Glob> held = own.stream().map(Glob::new).toList();
    boolean covered =
        wanted != null
            && wanted.stream()
                .map(Glob::new)
                .allMatch(one -> held.stream().anyMatch(each -> each.covers(one)));
    if (!covered) {
      throw refused("key for other " + what, "yours is for " + String.join(", ", own));
    }
  }

  private static CallFailedException refused(String what, String why) {
    return new CallFailedException(
        FailureCode.FORBIDDEN, "you cannot give a %s: %s".formatted(what, why));
  }
}
