package io.auterity.workflow.graph;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is computed of a run when it is accepted, from its input, {@code run} and {@code tenant}:
 * its labels, and the keys by which it counts for the limits of its workflow.
 */
public final class RunTemplates {

  /** Characters of a key. */
  static final int LONGEST_KEY = 400;

  private final Map<String, Template> labels;
  private final Map<String, @Nullable Template> keys;

  private RunTemplates(Map<String, Template> labels, Map<String, @Nullable Template> keys) {
    this.labels = labels;
    this.keys = keys;
  }

  static RunTemplates of(Definition definition, TemplateChecks names) {
    Map<String, Template> labels = new LinkedHashMap<>();
    definition
        .labels()
        .forEach(
            (name, value) -> {
              Template template = names.scalar("labels." + name, value);
              if (template != null) {
                labels.put(name, template);
              }
            });
    return new RunTemplates(labels, keys(definition.limits(), names));
  }

  private static Map<String, @Nullable Template> keys(WorkflowLimits limits, TemplateChecks names) {
    Map<String, @Nullable Template> keys = new HashMap<>();
    if (limits.runs() != null) {
      keys.put(RunLimit.PATH, key(RunLimit.PATH, limits.runs().key(), names));
    }
    if (limits.starts() != null) {
      keys.put(WorkflowLimits.STARTS, key(WorkflowLimits.STARTS, limits.starts().key(), names));
    }
    if (limits.settle() != null) {
      keys.put(WorkflowLimits.SETTLE, key(WorkflowLimits.SETTLE, limits.settle().key(), names));
    }
    return keys;
  }

  private static @Nullable Template key(String path, @Nullable Json written, TemplateChecks names) {
    return written == null ? null : names.scalar(path + ".key", written);
  }

  /** Whether nothing is computed. */
  public boolean none() {
    return labels.isEmpty() && keys.isEmpty();
  }

  /**
   * The labels; one whose value is null is left out.
   *
   * @throws CallFailedException {@code invalid} when one has no value
   */
  public Map<String, String> labels(Bindings bindings) {
    Map<String, String> texts = new LinkedHashMap<>();
    labels.forEach(
        (name, template) -> {
          Json value = value("labels." + name, template, bindings);
          if (!value.equals(Json.NULL)) {
            texts.put(name, text(value));
          }
        });
    return texts;
  }

  /**
   * The values by which a run counts for the limits.
   *
   * @throws CallFailedException {@code invalid} when one has none, or is too long
   */
  public LimitKeys limitKeys(Bindings bindings) {
    return new LimitKeys(
        key(RunLimit.PATH, bindings),
        key(WorkflowLimits.STARTS, bindings),
        key(WorkflowLimits.SETTLE, bindings));
  }

  private @Nullable String key(String path, Bindings bindings) {
    Template template = keys.get(path);
    if (template == null) {
      return keys.containsKey(path) ? "" : null;
    }
    String key = text(value(path + ".key", template, bindings));
    if (key.length() > LONGEST_KEY || key.indexOf('\0') >= 0) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the key of %s has %d characters, at most %d and no NUL"
              .formatted(path, key.length(), LONGEST_KEY));
    }
    return key;
  }

  private static Json value(String path, Template template, Bindings bindings) {
    try {
      return template.evaluate(bindings);
    } catch (EvaluationException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "%s of the workflow: %s".formatted(path, e.getMessage()));
    }
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }
}
