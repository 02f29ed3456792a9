package io.auterity.relay.route;

import static io.auterity.relay.route.SpecFields.number;
import static io.auterity.relay.route.SpecFields.object;
import static io.auterity.relay.route.SpecFields.text;
import static io.auterity.relay.route.SpecFields.texts;

import io.auterity.platform.pattern.Glob;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles the part of a route that says which calls it is for. */
record WhenReader(Json.Obj when, List<Problem> problems) {

  private static final long PERCENT = 10;

  When read(@Nullable Condition expression) {
    String capability = when.text("capability");
    String model = when.text("model");
    return new When(
        capability == null ? Glob.ANY : new Glob(capability),
        model == null ? null : new Glob(model),
        globs("labels", text -> text),
        dataClasses(),
        input(),
        time(),
        spent(),
        globs("resource", text -> text.toLowerCase(Locale.ROOT)),
        expression);
  }

  private Map<String, Glob> globs(String part, UnaryOperator<String> spelt) {
    Map<String, Glob> globs = new LinkedHashMap<>();
    object(when, part)
        .fields()
        .forEach((name, value) -> globs.put(name, new Glob(spelt.apply(text(value)))));
    return globs;
  }

  private Set<DataClass> dataClasses() {
    return texts(when.get("dataClass")).stream()
        .map(name -> DataClass.valueOf(name.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private When.@Nullable Bounds input() {
    Json.Obj input = object(when, "input");
    if (input.fields().isEmpty()) {
      return null;
    }
    long atLeast = number(input, "atLeast", 0);
    long atMost = number(input, "atMost", Long.MAX_VALUE);
    if (atMost < atLeast) {
      problems.add(
          new Problem(
              "when.input.atMost", "must not be less than atLeast", "raise it or lower atLeast"));
    }
    return new When.Bounds(atLeast, atMost);
  }

  private @Nullable TimeWindow time() {
    Json.Obj time = object(when, "time");
    String from = time.text("from");
    String to = time.text("to");
    if (from == null || to == null) {
      return null;
    }
    if (from.equals(to)) {
      problems.add(
          new Problem("when.time.to", "must differ from from", "leave both out for the whole day"));
    }
    return new TimeWindow(LocalTime.parse(from), LocalTime.parse(to), zone(time), days(time));
  }

  private ZoneId zone(Json.Obj time) {
    String name = Objects.requireNonNullElse(time.text("zone"), "UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      problems.add(
          new Problem(
              "when.time.zone",
              "must be a time zone; there is no '%s'".formatted(name),
              Nearest.of(name, ZoneId.getAvailableZoneIds())
                  .map("did you mean '%s'?"::formatted)
                  .orElse("write one such as Europe/Berlin, or leave it out for UTC")));
      return ZoneOffset.UTC;
    }
  }

  private static Set<DayOfWeek> days(Json.Obj time) {
    List<String> named = texts(time.get("days"));
    return named.isEmpty()
        ? EnumSet.allOf(DayOfWeek.class)
        : Arrays.stream(DayOfWeek.values())
            .filter(day -> named.contains(TimeWindow.word(day)))
            .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, Long> spent() {
    Map<String, Long> spent = new LinkedHashMap<>();
    object(when, "budget")
        .fields()
        .forEach((budget, share) -> spent.put(budget, thousandths(text(share))));
    return spent;
  }

  private static long thousandths(String percent) {
    return PERCENT * Long.parseLong(percent.substring(0, percent.length() - 1));
  }
}
