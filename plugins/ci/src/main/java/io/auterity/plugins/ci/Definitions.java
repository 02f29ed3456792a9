package io.auterity.plugins.ci;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ci.BuildEvent;
import io.auterity.spi.ci.BuildParameter;
import io.auterity.spi.ci.BuildTriggers;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.spi.ci.StepCondition;
import io.auterity.spi.ci.StepDefinition;
import io.auterity.spi.ci.StepOutcome;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shared access to pipeline definitions for all writers: values where parts are absent, and
 * refusals.
 */
final class Definitions {

  /** A place in an image's name where a value of the matrix stands. */
  static final Pattern AXIS = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private static final Pattern NO_FILE = Pattern.compile("[^A-Za-z0-9]+");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,59}");
  private static final int MOST_READABLE = 60;

  static <T> List<T> all(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }

  static <V> Map<String, V> all(@Nullable Map<String, V> map) {
    return Objects.requireNonNullElse(map, Map.of());
  }

  static StepOutcome after(@Nullable StepCondition condition) {
    return condition == null
        ? StepOutcome.SUCCESS
        : Objects.requireNonNullElse(condition.after(), StepOutcome.SUCCESS);
  }

  static List<BuildEvent> events(@Nullable StepCondition condition) {
    return condition == null ? List.of() : all(condition.events());
  }

  static List<String> branches(@Nullable StepCondition condition) {
    return condition == null ? List.of() : all(condition.branches());
  }

  /** What starts it; by hand alone when it does not say. */
  static BuildTriggers triggers(NewDefinition definition) {
    return Objects.requireNonNullElseGet(
        definition.triggers(),
        () -> new BuildTriggers(List.of(BuildEvent.MANUAL), null, null, null));
  }

  /** What is given by name to who starts it by hand. */
  static Map<String, BuildParameter> parameters(NewDefinition definition) {
    return all(triggers(definition).parameters());
  }

  /** The default value of a parameter. */
  static String usual(BuildParameter parameter) {
    List<String> choices = all(parameter.choices());
    return Objects.requireNonNullElse(
        parameter.value(), choices.isEmpty() ? "" : choices.getFirst());
  }

  static boolean checksOut(JobDefinition job) {
    return !Boolean.FALSE.equals(job.checkout());
  }

  /** The lines of a step as one script. */
  static String script(StepDefinition step) {
    return String.join("\n", all(step.commands()));
  }

  /** Variables of several places; the later win. */
  @SafeVarargs
  static Map<String, String> merged(@Nullable Map<String, String>... places) {
    Map<String, String> merged = new LinkedHashMap<>();
    for (Map<String, String> place : places) {
      merged.putAll(all(place));
    }
    return merged;
  }

  /** The name as that of a file: itself where it can be one, else one that no other name has. */
  static String fileName(String name) {
    if (FILE.matcher(name).matches()) {
      return name;
    }
    String readable = NO_FILE.matcher(name).replaceAll("-").replaceAll("^-|-$", "");
    String start = readable.substring(0, Math.min(readable.length(), MOST_READABLE));
    return (start.isEmpty() ? "pipeline" : start) + "-" + digest(name);
  }

  private static String digest(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Refuses what the format has no words for. */
  static void none(@Nullable Object value, String field, String rule) {
    if (value != null) {
      throw Refusal.of(FailureCode.UNSUPPORTED, field, field + " " + rule);
    }
  }

  /** A step's or job's place in the input. */
  static String at(JobDefinition job, String field) {
    return "jobs[%s].%s".formatted(job.id(), field);
  }

  static String at(JobDefinition job, StepDefinition step, String field) {
    return "jobs[%s].steps[%s].%s".formatted(job.id(), step.name(), field);
  }
}
