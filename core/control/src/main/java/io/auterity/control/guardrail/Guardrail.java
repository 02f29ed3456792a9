package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule: what is looked for, where, and what is done when it is found.
 *
 * @param priority the highest acts first; of equals the one whose id comes first
 * @param labels given to the call where it routes
 * @param refuses whether a call ends when this cannot look
 * @param passesBytes whether calls go on that carry bytes that no rule can read
 */
record Guardrail(
    String id,
    int priority,
    Set<Where> on,
    Scope scope,
    Detector look,
    Act act,
    Map<String, String> labels,
    boolean refuses,
    boolean passesBytes) {

  /** In which they act. */
  static final Comparator<Guardrail> ORDER =
      Comparator.comparingInt(Guardrail::priority).reversed().thenComparing(Guardrail::id);

  Guardrail {
    on = Set.copyOf(on);
    labels = Map.copyOf(labels);
  }

  /** What is looked at. */
  enum Where {
    REQUEST,
    ANSWER,
    STREAM,
    TOOL
  }

  /** What is done. */
  enum Act {
    /** Nothing; rules of lower priority do not look at that text any more. */
    ALLOW,
    WATCH,
    MASK,
    /** Masked on its way to the provider, put back in what a model answers. */
    RESTORE,
    BLOCK,
    ROUTE;

    boolean replaces() {
      return this == MASK || this == RESTORE;
    }

    /** As a decision tells it. */
    String done() {
      return switch (this) {
        case ALLOW -> "allowed";
        case WATCH -> "watched";
        case MASK, RESTORE -> "masked";
        case BLOCK -> "blocked";
        case ROUTE -> "routed";
      };
    }
  }

  /** The calls that it is for; an empty list is any. */
  public record Scope(
      @Description("Capabilities; * stands for anything, e.g. ai.chat.*")
          @Size(most = 100)
          @TextForm(least = 1)
          @Default("[]")
          List<String> capabilities,
      @Description("Models as calls name them; * stands for anything")
          @Size(most = 100)
          @TextForm(least = 1)
          @Default("[]")
          List<String> models,
      @Description("Ids of routes that take the call")
          @Size(most = 100, distinct = true)
          @TextForm(least = 1)
          @Default("[]")
          List<String> routes,
      @Description("Labels that the call must have") @Size(most = 32) @Default("{}")
          Map<String, String> labels) {

    static final Scope ALL = new Scope(List.of(), List.of(), List.of(), Map.of());

    public Scope {
      capabilities = List.copyOf(capabilities);
      models = List.copyOf(models);
      routes = List.copyOf(routes);
      labels = Map.copyOf(labels);
    }

    /** Whether it covers calls that any of these routes takes. */
    boolean coversRoutes(List<String> taken) {
      return routes.isEmpty() || taken.stream().anyMatch(routes::contains);
    }

    /** Whether it covers a call, whichever route takes it. */
    boolean covers(GuardedCall call) {
      return (capabilities.isEmpty() || any(capabilities, call.capability()))
          && (models.isEmpty() || call.models().stream().anyMatch(model -> any(models, model)))
          && call.labels().entrySet().containsAll(labels.entrySet());
    }

    private static boolean any(List<String> patterns, String name) {
      return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    // Each piece between stars stands after the one before, so one pass is enough.
    private static boolean matches(String pattern, String name) {
      String[] pieces = pattern.split("\\*", -1);
      if (pieces.length == 1) {
        return pattern.equals(name);
      }
      String last = pieces[pieces.length - 1];
      int at = pieces[0].length();
      if (!name.startsWith(pieces[0]) || name.length() < at + last.length()) {
        return false;
      }
      for (int i = 1; i < pieces.length - 1; i++) {
        int found = name.indexOf(pieces[i], at);
        if (found < 0) {
          return false;
        }
        at = found + pieces[i].length();
      }
      return name.length() - last.length() >= at && name.endsWith(last);
    }
  }

  /** Whether it looks at a text that goes that way and stands there. */
  boolean looks(Way way, Place place, boolean stream) {
    return switch (place) {
      case TOOL, OFFERED, TOLD -> on.contains(Where.TOOL);
      case WORDS -> looks(way, stream, on);
      case HOSTED -> on.contains(Where.TOOL) || looks(way, stream, on);
    };
  }

  private static boolean looks(Way way, boolean stream, Set<Where> on) {
    return way == Way.REQUEST
        ? on.contains(Where.REQUEST)
        : on.contains(Where.ANSWER) || (stream && on.contains(Where.STREAM));
  }

  /** Whether anything that goes that way concerns it. */
  boolean looks(Way way, boolean stream) {
    return EnumSet.allOf(Place.class).stream().anyMatch(place -> looks(way, place, stream));
  }
}
