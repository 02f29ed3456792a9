package io.auterity.plugins.tracker;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.toolkit.Refusal;
import java.util.List;
import java.util.Locale;

/** The status of an issue in the flow that all projects of this tracker have. */
enum IssueStatus {
  TO_DO("To do", IssueState.OPEN),
  IN_PROGRESS("In progress", IssueState.OPEN),
  DONE("Done", IssueState.CLOSED);

  private final String label;
  private final IssueState state;

  IssueStatus(String label, IssueState state) {
    this.label = label;
    this.state = state;
  }

  /** A way from one status to another. */
  private record Way(String id, String name, IssueStatus to) {}

  private List<Way> ways() {
    Way close = new Way("close", "Close", DONE);
    return switch (this) {
      case TO_DO -> List.of(new Way("start", "Start progress", IN_PROGRESS), close);
      case IN_PROGRESS -> List.of(new Way("stop", "Stop progress", TO_DO), close);
      case DONE -> List.of(new Way("reopen", "Reopen", TO_DO));
    };
  }

  String label() {
    return label;
  }

  IssueState state() {
    return state;
  }

  List<IssueTransition> transitions(String provider) {
    return ways().stream()
        .map(
            way ->
                new IssueTransition(
                    new Ref(provider, way.id()), way.name(), way.to().label, way.to().state))
        .toList();
  }

  /** Where that transition leads. */
  IssueStatus after(Ref transition) {
    return ways().stream()
        .filter(way -> way.id().equals(transition.id()))
        .findFirst()
        .map(Way::to)
        .orElseThrow(
            () ->
                Refusal.of(
                    FailureCode.CONFLICT,
                    "transition",
                    "from '%s' there is no transition %s: ask tracker.transition.list"
                        .formatted(label, transition.id())));
  }

  /** The same, unless the state asks for another. */
  IssueStatus in(IssueState wanted) {
    return state == wanted ? this : wanted == IssueState.CLOSED ? DONE : TO_DO;
  }

  static IssueStatus of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }
}
