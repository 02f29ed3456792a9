package io.auterity.workflow.step;

import io.auterity.platform.expression.DurationText;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequest.Notice;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.approval.Approvers;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.InputSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a step that asks for approval, as they were written: choices, who may vote, and what
 * its time brings.
 *
 * @param notSame ids of steps that ask, whose voters may not vote here
 * @param due how long it is asked; null for as long as the run goes on
 * @param remind since it was asked
 * @param onDue the choice that is taken when it was not decided in time; null fails the step
 */
record AskTerms(
    Json.Obj form,
    List<String> choices,
    Approvers approvers,
    Set<String> notSame,
    int need,
    @Nullable Duration due,
    List<Duration> remind,
    List<Escalation> escalate,
    @Nullable String onDue) {

  static final Set<String> FIELDS =
      Set.of("show", "form", "choices", "of", "need", "due", "remind", "escalate", "onDue", "tell");

  private static final Set<String> ROLES = Set.of("admin", "operator", "viewer", "auditor");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final int MOST = 20;

  /** Others who are asked as well, so long after it was asked. */
  record Escalation(Duration after, Approvers to) {}

  static AskTerms read(DefinitionPart part) {
    DefinitionPart of = part.part("of");
    of.only(Set.of("teams", "people", "roles", "notStarter", "notSame"));
    List<String> choices = choices(part);
    Duration due = part.has("due") ? part.duration("due", YEAR, YEAR) : null;
    return new AskTerms(
        InputSchema.read(part, "form"),
        choices,
        approvers(of, Json.of(true).equals(of.get("notStarter"))),
        part.has("of") && of.has("notSame") ? ids(of, "notSame") : Set.of(),
        part.integer("need", 1, 1, 100),
        due,
        times(part, due),
        escalations(part, due),
        onDue(part, choices));
  }

  private static List<String> choices(DefinitionPart part) {
    if (!part.has("choices")) {
      return List.of("approve", "refuse");
    }
    List<String> choices = List.copyOf(ids(part, "choices"));
    if (choices.isEmpty()
        || choices.size() > MOST
        || choices.size() != part.list("choices").size()) {
      part.wrong(
          "choices",
          "must be 1 to %d different words".formatted(MOST),
          "write e.g. [approve, refuse]");
    }
    return choices;
  }

  private static Approvers approvers(DefinitionPart of, boolean notStarter) {
    Set<String> roles = of.has("roles") ? ids(of, "roles") : Set.of();
    if (!ROLES.containsAll(roles)) {
      of.wrong(
          "roles", "there are the roles " + String.join(", ", new TreeSet<>(ROLES)), "use these");
    }
    return new Approvers(
        of.has("teams") ? ids(of, "teams") : Set.of(),
        of.has("people") ? ids(of, "people") : Set.of(),
        roles,
        notStarter,
        Set.of());
  }

  private static Set<String> ids(DefinitionPart part, String name) {
    if (part.get(name) instanceof Json.Str(String single)) {
      return Set.of(single);
    }
    Set<String> ids = new LinkedHashSet<>();
    for (Json item : part.list(name)) {
      if (item instanceof Json.Str(String id) && !id.isBlank()) {
        ids.add(id);
      } else {
        part.wrong(name, "must hold texts", "write e.g. [support]");
      }
    }
    return ids;
  }

  private static @Nullable String onDue(DefinitionPart part, List<String> choices) {
    if (!part.has("onDue")) {
      return null;
    }
    String taken = part.text("onDue");
    if (!part.has("due")) {
      part.wrong("onDue", "goes with due only", "add e.g. due: 1d, or leave it out");
    }
    if (!taken.equals("fail") && !choices.contains(taken)) {
      part.wrong("onDue", "must be a choice, or fail", "use one of " + String.join(", ", choices));
    }
    return taken.equals("fail") ? null : taken;
  }

  private static List<Duration> times(DefinitionPart part, @Nullable Duration due) {
    List<Duration> times = new ArrayList<>();
    for (Json item : part.has("remind") ? part.list("remind") : List.<Json>of()) {
      Duration time =
          item instanceof Json.Str(String text) ? DurationText.read(text).orElse(null) : null;
      if (time == null || !before(time, due)) {
        part.wrong("remind", "must hold durations before due", "write e.g. [1h]");
      } else {
        times.add(time);
      }
    }
    bound(part, "remind", times);
    return times;
  }

  private static List<Escalation> escalations(DefinitionPart part, @Nullable Duration due) {
    List<Escalation> all = new ArrayList<>();
    for (DefinitionPart one :
        part.has("escalate") ? part.parts("escalate") : List.<DefinitionPart>of()) {
      one.only(Set.of("after", "to"));
      one.value("after");
      Duration after = one.duration("after", Duration.ofHours(1), YEAR);
      DefinitionPart to = one.part("to");
      to.only(Set.of("teams", "people", "roles"));
      if (!before(after, due)) {
        one.wrong("after", "must be before due", "write a shorter time");
      }
      all.add(new Escalation(after, approvers(to, false)));
    }
    bound(part, "escalate", all);
    return all;
  }

  private static void bound(DefinitionPart part, String name, List<?> all) {
    if (all.size() > MOST) {
      part.wrong(name, "has %d entries, at most %d".formatted(all.size(), MOST), "leave some out");
    }
  }

  private static boolean before(Duration time, @Nullable Duration due) {
    return time.isPositive() && time.compareTo(due == null ? YEAR : due) < 0;
  }

  /** What people are asked, as it begins. */
  ApprovalRequest request(
      String question, Json show, Set<String> decided, List<Notification> tell, Instant now) {
    List<Notice> notices = new ArrayList<>();
    remind.forEach(time -> notices.add(new Notice(now.plus(time), Notice.Kind.REMINDED, null)));
    escalate.forEach(
        one -> notices.add(new Notice(now.plus(one.after()), Notice.Kind.ESCALATED, one.to())));
    if (due != null) {
      notices.add(new Notice(now.plus(due), Notice.Kind.DUE, null));
    }
    notices.sort(Comparator.comparing(Notice::at));
    Approvers who =
        new Approvers(
            approvers.teams(),
            approvers.people(),
            approvers.roles(),
            approvers.notStarter(),
            decided);
    return new ApprovalRequest(
        question, show, form, choices, who, need, onDue, now, notices, tell, List.of());
  }
}
